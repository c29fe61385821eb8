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
      prompt: "trend_analysis",
      market: { kind: "auto" },
      history: { kind: "none" },
      llm: "auto",
      json: false,
      serve: false,
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
    [["--llm", "gpt"], '--llm "gpt" is not known; known: auto, ollama, bedrock, plain'],
    [["btc-usd"], '"btc-usd" is not a product id'],
    [["--verbose"], "Unknown option '--verbose'; known options: --prompt"],
    [["--json=yes"], "known options: --prompt"],
  ])("refuses %j", (args, message) => {
    expect(() => readArguments(args)).toThrow(UsageError);
    expect(() => readArguments(args)).toThrow(message);
  });
});
