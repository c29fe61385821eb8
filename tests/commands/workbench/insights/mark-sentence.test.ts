import { describe, expect, it } from "vitest";
import { figuresOfSentence, markSentence } from "../../../../src/commands/workbench/insights/mark-sentence.ts";
import { prepareFigures } from "../../../../src/grounding/claims/figures.ts";
import { judgeSentence } from "../../../../src/grounding/reading/judge-sentence.ts";
import type { Features } from "../../../../src/features/index.ts";

const features: Features = {
  last_close: 105,
  ema: 100,
  rolling_avg: 102,
  rsi: 60,
  bollinger_upper: 110,
  bollinger_lower: 90,
  daily_high: 120,
  daily_low: 80,
  buying_momentum: 50,
  selling_momentum: 25,
  change_24h: 5,
  change_24h_pct: 5,
  price_change: 1,
  volume_change: -3,
  candle_count: 280,
  expected_count: 288,
  as_of: 1_795_000_000,
  interval: "FIVE_MINUTE",
};
const figures = prepareFigures("BTC-USD", features);

function marked(text: string) {
  const verdict = judgeSentence(text, figures);
  const parts = markSentence(verdict, figures);
  const numbers = parts.filter(({ is }) => is === "number").map((part) => [part.text, part.verdict, part.figures]);
  return { verdict: verdict.verdict, numbers, parts, figures: figuresOfSentence(verdict.claims, parts) };
}

describe("the marks of a sentence", () => {
  it.each<[text: string, verdict: string, numbers: readonly unknown[]]>([
    ["The RSI is 60.00.", "true", [["60.00", "true", ["rsi"]]]],
    ["The RSI is 61.00.", "false", [["61.00", "false", ["rsi"]]]],
    [
      "BTC-USD closed 5.00 above the EMA of 100.00.",
      "true",
      [
        ["5.00", "true", ["last_close", "ema"]],
        ["100.00", "true", ["ema"]],
      ],
    ],
    [
      "BTC-USD closed 7.00 above the EMA of 100.00.",
      "false",
      [
        ["7.00", "false", ["last_close", "ema"]],
        ["100.00", "true", ["ema"]],
      ],
    ],
    ["The RSI is below 70.", "true", [["70", "true", ["rsi"]]]],
    [
      "BTC-USD is up 5.00 % over 24 hours.",
      "true",
      [
        ["5.00 %", "true", ["change_24h", "change_24h_pct"]],
        ["24", "true", ["change_24h", "change_24h_pct"]],
      ],
    ],
    [
      "Buying momentum outweighs selling momentum by 25.00.",
      "true",
      [["25.00", "true", ["buying_momentum", "selling_momentum"]]],
    ],
    [
      "the data holds 280 of 288 candles.",
      "true",
      [
        ["280", "true", []],
        ["288", "true", []],
      ],
    ],
    [
      "BTC-USD closed 62 % of the way up the day's range.",
      "true",
      [["62 %", "true", ["last_close", "daily_low", "daily_high"]]],
    ],
    ["The moon is worth 100.00.", "not_understood", [["100.00", "not_understood", ["ema"]]]],
  ])("of %j are tied to their figures", (text, verdict, numbers) => {
    const found = marked(text);
    expect([found.verdict, found.numbers]).toEqual([verdict, numbers]);
    expect(found.parts.map((part) => part.text).join("")).toBe(text);
  });

  it.each<[text: string, figures: readonly string[]]>([
    ["The last close is between the Bollinger Bands.", ["last_close", "bollinger_lower", "bollinger_upper"]],
    ["The RSI is neutral.", ["rsi"]],
    ["The next level above the last close is the upper Bollinger Band.", ["last_close", "bollinger_upper"]],
    ["The last close is above the 5-candle average.", ["last_close", "rolling_avg"]],
  ])("of %j tie the sentence to all of its figures", (text, names) => {
    expect(marked(text).figures).toEqual(expect.arrayContaining([...names]));
  });

  it("name a figure by its longest name", () => {
    const { parts } = marked("The upper Bollinger Band of 110.00 is above the EMA.");
    expect(parts.filter(({ is }) => is === "name").map((part) => part.text)).toEqual(["upper Bollinger Band", "EMA"]);
  });
});
