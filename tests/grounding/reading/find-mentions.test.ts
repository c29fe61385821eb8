import { describe, expect, it } from "vitest";
import { findMentions } from "../../../src/grounding/reading/find-mentions.ts";
import { findSpans } from "../../../src/grounding/reading/span.ts";

function namesIn(sentence: string): string[] {
  return findMentions(sentence, findSpans(sentence, /btc-usd/gu)).map(({ name }) => name);
}

describe("findMentions", () => {
  it.each([
    ["the upper bollinger band", ["bollinger_upper"]],
    ["the upper and lower bands", ["bollinger_upper", "bollinger_lower"]],
    ["top of the bands", ["bollinger_upper"]],
    ["the lower band", ["bollinger_lower"]],
    ["the bollinger bands", ["bands"]],
    ["the 5-period exponential moving average", ["ema"]],
    ["its ema", ["ema"]],
    ["the 5-candle moving average", ["rolling_avg"]],
    ["the sma", ["rolling_avg"]],
    ["the relative strength index (rsi)", ["rsi"]],
    ["the rsi reading", ["rsi"]],
    ["the day's range", ["range"]],
    ["the 24-hour high", ["daily_high"]],
    ["the session's low", ["daily_low"]],
    ["buying momentum and sellers", ["buying_momentum", "selling_momentum"]],
    ["net momentum", ["momentum"]],
    ["the price change", ["price_change"]],
    ["the volume change", ["volume_change"]],
    ["trading volume", ["volume"]],
    ["the opening price", ["open"]],
    ["key support", ["level"]],
    ["the last close", ["last_close"]],
    ["btc-usd trades", ["product", "last_close"]],
    ["nothing of the kind", []],
    ["volatility is high, risk is low", []],
    ["high volatility", []],
  ])("finds the names in %j", (sentence, names) => {
    expect(namesIn(sentence)).toEqual(names);
  });

  it("leaves out a product's name that is a part of another one", () => {
    expect(findMentions("the ema", [{ start: 4, end: 7, text: "ema" }]).map(({ name }) => name)).toEqual(["ema"]);
  });
});

describe("findSpans", () => {
  it("finds every match, and no empty one for ever", () => {
    expect(findSpans("aba", /a/gu)).toEqual([
      { start: 0, end: 1, text: "a" },
      { start: 2, end: 3, text: "a" },
    ]);
    expect(findSpans("ab", /x*/gu)).toHaveLength(3);
    expect(findSpans("b", /a/gu)).toEqual([]);
  });
});
