import { describe, expect, it } from "vitest";
import { stripReasoning } from "../../src/llm/strip-reasoning.ts";

describe("stripReasoning", () => {
  it.each([
    ["BTC-USD is rising.", "BTC-USD is rising."],
    ["  BTC-USD is rising.\n", "BTC-USD is rising."],
    ["<think>\nIt rose.\n</think>\n\nBTC-USD is rising.", "BTC-USD is rising."],
    ["<Thinking>It rose.</Thinking>BTC-USD is rising.", "BTC-USD is rising."],
    ["<reasoning>a</reasoning>BTC-USD <think>b</think>is rising.", "BTC-USD is rising."],
    ["<think>a<think>b</think>c</think>BTC-USD is rising.", "BTC-USD is rising."],
  ])("leaves whole blocks out of %j", (text, answer) => {
    expect(stripReasoning(text)).toBe(answer);
  });

  it("takes what stands before a lone closing mark for reasoning", () => {
    expect(stripReasoning("It rose, so...\n</think>\nBTC-USD is rising.")).toBe("BTC-USD is rising.");
  });

  it("takes what stands after a lone opening mark for reasoning", () => {
    expect(stripReasoning("<think>It rose, so")).toBe("");
  });

  it("leaves other marks alone", () => {
    expect(stripReasoning("RSI <50 and >30, <b>BTC-USD</b>")).toBe("RSI <50 and >30, <b>BTC-USD</b>");
  });
});
