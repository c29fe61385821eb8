import { describe, expect, it } from "vitest";
import { judgedDivided } from "./judge-of.ts";

/** Each kind of sentence of a market whose spans disagree: true ones of it, and ones that differ and are not true. */
const kinds: readonly (readonly [kind: string, trueOnes: readonly string[], others: readonly string[]])[] = [
  [
    "that names the time of the last close",
    [
      "As of 12:00 UTC, LTC-USD closed at 60.89.",
      "As of 2026-11-22T12:00:00Z, LTC-USD is up 3.62 % over 24 hours.",
      "At 12:00 UTC on 22 November 2026, LTC-USD closed at 60.89, down 0.21 in the last candle.",
      "LTC-USD closed at 60.89 at 12:00 UTC, below both averages.",
      "LTC-USD is up 2.13 over 24 hours, as of 2026‑11‑22 12:00 UTC.",
    ],
    [
      "As of 12:05 UTC, LTC-USD closed at 60.89.",
      "As of 2026-11-21T12:00:00Z, LTC-USD is up 3.62 % over 24 hours.",
      "At 12:00 UTC on 22 October 2026, LTC-USD closed at 60.89, down 0.21 in the last candle.",
      "LTC-USD closed higher than at 12:00 UTC.",
      "LTC-USD closed below where it was at 12:00 UTC.",
    ],
  ],
  [
    "that calls volume activity",
    [
      "The volume rose by 146.89 in the last candle, indicating increased trading activity.",
      "The volume rose by 146.89 in the last candle, reflecting an increase in market activity.",
    ],
    [
      "The volume rose by 146.89 in the last candle, indicating reduced trading activity.",
      "The volume rose by 146.89 in the last candle, reflecting a decrease in market activity.",
      "Trading activity rose over 24 hours.",
    ],
  ],
  [
    "that denies where the price moved to",
    ["The close did not rise above the EMA of 61.03.", "LTC-USD did not climb above the 5-candle average."],
    ["The close did not slip below the 5-candle average of 61.04.", "The price did not fall below the EMA of 61.03."],
  ],
  [
    "of both spans at once",
    [
      "The short-term trend is bearish, but the 24-hour trend is bullish, indicating a mixed market sentiment.",
      "LTC-USD combines a bearish short-term trend with a bullish one over 24 hours.",
      "Sentiment is bullish on the 24-hour view, but bearish on the short-term one.",
    ],
    [
      "The short-term trend is bearish, but the 24-hour trend is bullish, indicating a bearish market sentiment.",
      "LTC-USD combines a bullish short-term trend with a bullish one over 24 hours.",
      "The bullish 24-hour trend is matched by a bullish short-term trend.",
      "The bullish 24-hour trend is matched by a bearish short-term trend.",
      "Neither span shows a bullish trend.",
    ],
  ],
  [
    "of a close beside what was named",
    [
      "LTC-USD stock has a 5-minute rolling average of 61.04 and closed below it at 60.89.",
      "The last candle fell 0.21 to close at 60.89, below the 5-candle average 61.04 and the EMA 61.03.",
      "LTC-USD is between the lower Bollinger Band of 60.86 and the upper Bollinger Band of 61.23, in the lower half.",
      "LTC-USD is down 0.21 in the last candle, trading at 60.89 at the last close.",
      "At the last close, the RSI was 47.67.",
      "The EMA of 61.03 is above the last close of 60.89, and the 5-candle average is 61.04.",
    ],
    [
      "LTC-USD stock has a 5-minute rolling average of 61.04 and closed above it at 60.89.",
      "The last candle fell 0.21 to close at 60.89, above the 5-candle average 61.04 and the EMA 61.03.",
      "LTC-USD is between the lower Bollinger Band of 60.86 and the upper Bollinger Band of 61.23, in the upper half.",
      "The EMA is at the last close.",
      "At the last close, the RSI was 60.89.",
      "The EMA of 61.03 is above the last close of 60.89, and the 5-candle average is 61.03.",
      "The EMA of 61.03 is below the EMA.",
    ],
  ],
  [
    "of an amount told again",
    [
      "LTC-USD is up 3.62 % over 24 hours, or 2.13.",
      "The last candle brought a price change of -0.21 and a volume rise of 146.89.",
      "Buyers hold a 1.97 advantage over 24 hours.",
      "The 24-hour trend of LTC-USD is bullish (+3.62 %).",
      "The 24-hour trend is bullish, with a change over 24 hours in percent of 3.62.",
    ],
    [
      "LTC-USD is up 3.62 % over 24 hours, or 0.21.",
      "The last candle brought a price change of 0.21 and a volume rise of 146.89.",
      "Buyers hold a 1.79 advantage over 24 hours.",
      "LTC-USD is bullish over 24 hours (–3.62 %).",
      "The 24-hour trend is bullish, with a change over 24 hours in percent of 2.13.",
      "The 24-hour trend is neutral at 3.62 %.",
    ],
  ],
  [
    "of figures that are equal or nearly so",
    [
      "The EMA and the 5-candle average are nearly the same.",
      "LTC-USD gained 3.62 % over 24 hours, demonstrating a bullish trend across that span.",
      "The 24-hour trend, up 3.62 %, is bullish.",
    ],
    [
      "The EMA of 61.03 and the 5-candle average of 61.04 are the same.",
      "The EMA and the 5-candle average are equal.",
      "LTC-USD fell by 0.21 in the last candle, demonstrating a bullish trend across that span.",
      "LTC-USD is bullish over that period.",
      "The 24-hour trend, up 0.21, is bullish.",
    ],
  ],
  [
    "of an oscillator beside its limits",
    [
      "The RSI of 47.67 is neutral, more than 17 points above the oversold limit of 30.",
      "With an RSI of 47.67, LTC-USD is in neutral territory, below the overbought level of 70.",
      "The RSI falls within the neutral range of 30 to 70.",
      "The RSI of 47.67 does not count as overbought.",
    ],
    [
      "The RSI of 47.67 is neutral, more than 18 points above the oversold limit of 30.",
      "With an RSI of 47.67, LTC-USD is in neutral territory, above the overbought level of 70.",
      "The RSI falls within the neutral range of 30 to 60.",
      "The RSI over 5 candles is 47.67.",
    ],
  ],
];

describe("a sentence of an answer of a market whose spans disagree", () => {
  it.each(kinds.flatMap(([kind, trueOnes]) => trueOnes.map((text) => [kind, text] as const)))(
    "%s is true where it is: %s",
    (_, text) => {
      expect(judgedDivided(text)).toMatchObject({ verdict: "true", reason: "" });
    },
  );

  it.each(kinds.flatMap(([kind, , others]) => others.map((text) => [kind, text] as const)))(
    "%s is not called true where it is not: %s",
    (_, text) => {
      expect(judgedDivided(text).verdict).not.toBe("true");
    },
  );
});
