import { describe, expect, it } from "vitest";
import { InformationAsked, UsageError } from "../../../src/commands/kit/parse-command-line.ts";
import { readSendArguments } from "../../../src/commands/send/send-arguments.ts";
import { promptNames } from "../../../src/prompts/registry.ts";

const read = (...args: readonly string[]) => {
  let made = 0;
  return readSendArguments(args, () => `id${(made += 1)}`);
};

describe("the command line of npm run send", () => {
  it("asks for a trend analysis of each product under an id of its own", () => {
    expect(read("BTC-USD", "ETH-USD", "--stage", "dev")).toEqual({
      target: { stage: "dev", region: "us-east-2", endpoint: null },
      payloads: [
        { correlation_id: "send-id1", product_id: "BTC-USD", prompt: "trend_analysis" },
        { correlation_id: "send-id2", product_id: "ETH-USD", prompt: "trend_analysis" },
      ],
      json: false,
    });
  });

  it("takes every option", () => {
    const args = "BTC-USD --stage dev --region eu-west-1 --endpoint http://127.0.0.1:4566 --prompt trend_analysis";
    expect(read(...args.split(" "), ..."--channel desk --correlation-id a/b:c --json".split(" "))).toEqual({
      target: { stage: "dev", region: "eu-west-1", endpoint: new URL("http://127.0.0.1:4566") },
      payloads: [{ correlation_id: "a/b:c", product_id: "BTC-USD", prompt: "trend_analysis", channel: "desk" }],
      json: true,
    });
  });

  it("needs nothing more to ask for help", () => {
    expect(() => read("--help")).toThrow(InformationAsked);
  });

  it.each([
    [["BTC-USD"], "--stage is missing"],
    [["--stage", "dev"], "A product id is missing, such as BTC-USD"],
    [["btc", "--stage", "dev"], 'product_id is "btc"; it must be upper-case letters'],
    [
      ["BTC-USD", "--stage", "dev", "--prompt", "x"],
      `prompt is "x"; it must be a known prompt: ${promptNames.join(", ")}`,
    ],
    [["BTC-USD", "--stage", "dev", "--channel", ""], 'channel is ""; it must be 1 to 100 letters'],
    [["BTC-USD", "--stage", "dev", "--stage", "prod"], "--stage is given twice"],
  ])("refuses %j", (args, message) => {
    expect(() => read(...args)).toThrow(UsageError);
    expect(() => read(...args)).toThrow(message);
  });

  it("names every problem of every product at once, and each once", () => {
    const args = ["btc", "eth", "--stage", "dev", "--correlation-id", "a b", "--channel", "#x"];
    expect(() => read(...args)).toThrow(
      /^correlation_id is "a b"(?:(?!channel).)*product_id is "btc".*channel is "#x"(?:(?!channel).)*product_id is "eth"/,
    );
  });
});
