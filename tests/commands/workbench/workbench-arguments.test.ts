import { describe, expect, it } from "vitest";
import { readWorkbenchArguments } from "../../../src/commands/workbench/workbench-arguments.ts";
import { UsageError } from "../../../src/commands/kit/parse-command-line.ts";

describe("the command line of the workbench", () => {
  it("shows the local stack and asks it about BTC-USD unless it says otherwise", () => {
    expect(readWorkbenchArguments([], {})).toEqual({
      productIds: ["BTC-USD"],
      shown: { is: "local", market: { kind: "auto" }, llm: "auto" },
      prices: new Map(),
      days: 7,
      json: false,
      port: null,
    });
  });

  it("takes products, market and model as npm start does", () => {
    const given = readWorkbenchArguments(["ETH-USD", "SOL-USD", "--market", "sample", "--llm", "plain", "--json"], {});
    expect(given.productIds).toEqual(["ETH-USD", "SOL-USD"]);
    expect(given.shown).toEqual({ is: "local", market: { kind: "sample" }, llm: "plain" });
    expect(given.json).toBe(true);
  });

  it("shows a stage, with its bucket and prices", () => {
    const price = ["--price", "llama3.2=0.1/0.4"];
    const given = readWorkbenchArguments(["--stage", "dev", "--bucket", "trader-data", ...price, "--days", "30"], {});
    expect(given.shown).toMatchObject({
      is: "stage",
      target: { stage: "dev", region: "us-east-2" },
      place: { bucket: "trader-data" },
    });
    expect(given.prices.get("llama3.2")?.output).toBeCloseTo(4e-7);
    expect([given.days, given.productIds]).toEqual([30, []]);
  });

  it.each([
    [["btc"], '"btc" is not a product id'],
    [["--market", "nowhere.json"], "neither live nor sample nor a file"],
    [["--llm", "gpt"], '--llm "gpt" is not known'],
    [["--bucket", "trader-data"], "--bucket belongs to --stage"],
    [["--endpoint", "http://127.0.0.1:1"], "--endpoint belongs to --stage"],
    [["--stage", "dev", "--llm", "plain"], "--llm belongs to the local stack"],
    [["--stage", "d e v"], "is not a stage"],
    [["--price", "free"], '--price "free" is no price'],
    [["--days", "0"], "--days"],
    [["--port", "80"], '--port "80" is not a whole number from 1024 to 65535'],
  ])("refuses %j", (argv, message) => {
    expect(() => readWorkbenchArguments(argv, {})).toThrow(UsageError);
    expect(() => readWorkbenchArguments(argv, {})).toThrow(message);
  });
});
