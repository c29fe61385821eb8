import { describe, expect, it } from "vitest";
import { readArguments } from "../../../src/commands/start/arguments.ts";
import { UsageError } from "../../../src/commands/kit/parse-command-line.ts";
import { writeCollectedFile } from "../../support/collected-csv.ts";
import { plainCandles, writeRecordedFile } from "../../support/commands/recorded-file.ts";
import { promptNames } from "../../../src/prompts/registry.ts";

describe("the command line", () => {
  it("asks for one trend analysis of BTC-USD when it says nothing", () => {
    expect(readArguments([])).toEqual({
      productIds: ["BTC-USD"],
      prompts: ["trend_analysis"],
      market: { kind: "auto" },
      history: { kind: "none" },
      llm: "auto",
      deliver: "assistant",
      json: false,
      showPrompt: false,
      serve: false,
      watches: null,
      speed: 1,
      port: null,
    });
  });

  it("takes products, and options in any order", () => {
    const args = ["ETH-USD", "--llm", "plain", "BIT-24APR26-CDE", "--json", "--market=sample", "--serve"];
    expect(readArguments(args)).toMatchObject({
      productIds: ["ETH-USD", "BIT-24APR26-CDE"],
      market: { kind: "sample" },
      llm: "plain",
      json: true,
      serve: true,
    });
  });

  it("takes several prompts, each once, and a port", () => {
    const args = ["--prompt", "daily_brief", "--prompt", "key_levels", "--prompt", "daily_brief", "--port", "8123"];
    expect(readArguments([...args, "--show-prompt"])).toMatchObject({
      prompts: ["daily_brief", "key_levels"],
      port: 8_123,
      showPrompt: true,
    });
  });

  it("takes several files as one market", () => {
    const paths = [writeRecordedFile(plainCandles(5)), writeRecordedFile(plainCandles(5))];
    const args = paths.flatMap((path) => ["--market", path]);
    expect(readArguments(args).market).toEqual({ kind: "files", paths });
  });

  it("takes files as one history, or the sample, and asks live then, unless it says otherwise", () => {
    const paths = [writeCollectedFile([]), writeCollectedFile([])];
    expect(readArguments(paths.flatMap((path) => ["--history", path]))).toMatchObject({
      market: { kind: "live" },
      history: { kind: "files", paths },
    });
    expect(readArguments(["--history", "sample"])).toMatchObject({
      market: { kind: "live" },
      history: { kind: "sample" },
    });
    expect(readArguments(["--history", "sample", "--market", "sample"]).market).toEqual({ kind: "sample" });
  });

  it.each([
    [["--history", "nofile"], '--history "nofile" is neither sample nor a file that exists'],
    [["--history", "sample", "--history", "sample"], "--history sample can't be given beside another --history"],
    [["--market", "live", "--market", "live"], "--market live can't be given beside another --market"],
    [["--market", "nofile"], '--market "nofile" is neither live nor sample nor a file that exists'],
    [["--prompt", "nope"], `--prompt "nope" is not known; known prompts: ${promptNames.join(", ")}`],
    [["--prompt", "key_levels", "--prompt", "nope"], '--prompt "nope" is not known'],
    [["--port", "80"], '--port "80" is not a whole number from 1024 to 65532'],
    [["--port", "x"], '--port "x" is not a whole number from 1024 to 65532'],
    [["--deliver", "slack"], '--deliver "slack" is not known; known: assistant, discord'],
    [["--llm", "gpt"], '--llm "gpt" is not known; known: auto, ollama, bedrock, openai, plain'],
    [["btc-usd"], '"btc-usd" is not a product id'],
    [["--verbose"], "Unknown option '--verbose'; known options: --prompt"],
    [["--json=yes"], "known options: --prompt"],
  ])("refuses %j", (args, message) => {
    expect(() => readArguments(args)).toThrow(UsageError);
    expect(() => readArguments(args)).toThrow(message);
  });
});
