import { describe, expect, it } from "vitest";
import { judged } from "./judge-of.ts";

/** Each kind of sentence: true ones of it, and ones that differ and are not true. */
const kinds: readonly (readonly [kind: string, trueOnes: readonly string[], others: readonly string[]])[] = [
  [
    "two trends at once",
    [
      "Both the short-term and the 24-hour trend are bearish.",
      "The short-term trend and the 24-hour trend are both bearish.",
      "BTC-USD's short-term and 24-hour trends are both bearish.",
      "Both trends are bearish.",
      "BTC-USD is bearish in both the short term and over 24 hours.",
      "BTC-USD shows a bearish picture on both spans, short-term and 24-hour.",
      "The short-term trend is bearish, and so is the 24-hour trend.",
    ],
    [
      "Both the short-term and the 24-hour trend are bullish.",
      "Both trends are mixed.",
      "BTC-USD is bullish in both the short term and over 24 hours.",
      "The short-term trend is bearish, and so is the 7-day trend.",
    ],
  ],
  [
    "a mood or a reading that a product has",
    [
      "BTC-USD has a bearish short-term trend.",
      "BTC-USD has a bearish short-term trend and a bearish 24-hour trend.",
      "BTC-USD has an RSI of 29.90, which is oversold.",
    ],
    [
      "BTC-USD has a bullish short-term trend.",
      "BTC-USD has a bearish short-term trend and a bullish 24-hour trend.",
      "BTC-USD has an RSI of 29.90, which is neutral.",
      "BTC-USD has a neutral RSI of 29.90.",
    ],
  ],
  [
    "the edges and the width of a range",
    [
      "Over the past 24 hours, BTC-USD has ranged from 46674.34 to 52041.73.",
      "BTC-USD traded between 46674.34 and 52041.73 over the last 24 hours.",
      "The day's range of 5367.39 runs from a low of 46674.34 to a high of 52041.73.",
      "The day's range is 5367.39 wide, from the day's low of 46674.34 to the day's high of 52041.73.",
      "BTC-USD closed in the lower half of both the Bollinger Bands and the day's range.",
      "The Bollinger Bands of 46824.96 and 47693.61 contain the last close of 47073.73.",
      "BTC-USD reached a high of 52041.73 and a low of 46674.34 over 24 hours.",
    ],
    [
      "Over the past 24 hours, BTC-USD has ranged from 46824.96 to 47693.61.",
      "BTC-USD traded between 46674.34 and 47693.61 over the last 24 hours.",
      "The day's range of 868.65 runs from a low of 46674.34 to a high of 52041.73.",
      "BTC-USD closed in the upper half of both the Bollinger Bands and the day's range.",
      "The Bollinger Bands do not contain the last close.",
      "BTC-USD reached a high of 47693.61 and a low of 46674.34 over 24 hours.",
    ],
  ],
  [
    "an amount that is told again",
    [
      "BTC-USD lost $2,602.48 over 24 hours, or 5.24%.",
      "BTC-USD lost 2602.48 over 24 hours, which is 5.24 %.",
      "BTC-USD lost 2602.48 over 24 hours, equal to 5.24 %.",
      "BTC-USD fell 26.27 in the last candle and 5.24 % over 24 hours.",
      "BTC-USD is down 2602.48, or 5.24 %, over 24 hours.",
      "BTC-USD last closed at 47073.73 (-5.24 % over 24 hours).",
    ],
    [
      "BTC-USD lost $2,602.48 over 24 hours, or 4.24%.",
      "BTC-USD lost 2602.48 over 24 hours, which is 5.42 %.",
      "BTC-USD fell 26.27 in the last candle and 26.27 over 24 hours.",
      "BTC-USD last closed at 47073.73 (+5.24 % over 24 hours).",
    ],
  ],
  [
    "a subject behind its verb",
    [
      "Above the last close stand the EMA of 47293.16 and the 5-candle average of 47259.29.",
      "Below the last close lies the lower Bollinger Band of 46824.96.",
      "Standing at 29.90, the RSI shows oversold conditions.",
    ],
    [
      "Below the last close stand the EMA of 47293.16 and the 5-candle average of 47259.29.",
      "Above the last close lies the lower Bollinger Band of 46824.96.",
      "Standing at 47.90, the RSI shows oversold conditions.",
    ],
  ],
  [
    "which of the two sums leads",
    [
      "Selling momentum of 21795.13 edges past buying momentum of 18956.15.",
      "The balance of the day tilts to sellers.",
      "Sellers dominated the past 24 hours.",
      "The bearish 24-hour trend is backed by selling momentum of 21795.13, ahead of buying momentum of 18956.15.",
    ],
    [
      "Buying momentum of 18956.15 edges past selling momentum of 21795.13.",
      "The balance of the day tilts to buyers.",
      "Buyers dominated the past 24 hours.",
      "The bearish 24-hour trend is backed by buying momentum of 18956.15, ahead of selling momentum of 21795.13.",
    ],
  ],
  [
    "price and volume together",
    [
      "Price and volume both fell in the last candle.",
      "Price and volume both fell in the last candle, by 26.27 and 78.89 respectively.",
      "A volume decrease of 78.89 accompanied the 26.27 loss in the last candle.",
    ],
    [
      "Price and volume both rose in the last candle.",
      "Price and volume both fell in the last candle, by 78.89 and 26.27 respectively.",
      "A volume increase of 78.89 accompanied the 26.27 loss in the last candle.",
    ],
  ],
];

describe.each(kinds)("a sentence of %s", (_, trueOnes, others) => {
  it.each(trueOnes)("is understood: %s", (text) => {
    expect(judged(text).reason).toBe("");
    expect(judged(text).verdict).toBe("true");
  });

  it.each(others)("is not called true where it is not: %s", (text) => {
    expect(judged(text).verdict).not.toBe("true");
  });
});

describe("a sentence that is not what its words amount to", () => {
  it.each([
    "The volume has shifted by -78.89, so it is not lower than before.",
    "Selling momentum outweighs buying momentum, which is a positive thing.",
    "Selling momentum outweighs buying momentum, so it is a mixed sign.",
    "The price is below the EMA of 47293.16, so it is a neutral sign.",
    "The RSI of 29.90 supports the bearish view without being oversold.",
    "BTC-USD sits nearer the bottom than the bottom of the day's range.",
    "The RSI is oversold, so it is not oversold.",
    "BTC-USD closed below the EMA of 47293.16 and the EMA of 47293.16.",
    "BTC-USD is bearish in the short term but mixed in the short term.",
    "BTC-USD has not fallen by 26.27 from its day's high of 52041.73.",
    "BTC-USD slipped slightly, losing 5.24 % over 24 hours.",
    "BTC-USD opened at 47073.73.",
  ])("is not called true: %s", (text) => {
    expect(judged(text).verdict).not.toBe("true");
  });
});
