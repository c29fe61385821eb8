import { describe, expect, it } from "vitest";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { judgeSentence } from "../../../src/grounding/reading/judge-sentence.ts";
import { divided, judgedDivided } from "./judge-of.ts";

/** Each kind of sentence of a market whose spans disagree: true ones of it, and ones that differ and are not true. */
const kinds: readonly (readonly [kind: string, trueOnes: readonly string[], others: readonly string[]])[] = [
  [
    "that turns to a span first",
    [
      "Looking at the past 24 hours, LTC-USD is bullish with an increase of 3.62 %.",
      "Zooming out, LTC-USD is up 3.62 % over 24 hours.",
      "On a broader scale, LTC-USD is bullish.",
      "Compared with 24 hours earlier, LTC-USD has gained 2.13.",
      "LTC-USD stands 3.62 % above where it was 24 hours ago.",
      "Despite this, LTC-USD is up 2.13 over 24 hours.",
    ],
    [
      "Looking at the past 24 hours, LTC-USD is bearish with an increase of 3.62 %.",
      "Zooming out, LTC-USD is down 3.62 % over 24 hours.",
      "On a broader scale, LTC-USD is bearish.",
      "Compared with 24 hours earlier, LTC-USD has gained 0.21.",
      "Compared with 24 hours ago, volume rose by 146.89.",
      "LTC-USD stands 2.13 above where it was 24 hours ago in the last candle.",
    ],
  ],
  [
    "of a close and where it is",
    [
      "LTC-USD is bearish in the short term, closing at 60.89 below the 5-candle average of 61.04.",
      "The close of 60.89 is below both averages, leaving the short-term trend bearish.",
      "LTC-USD closed within the Bollinger Bands, near the lower one.",
      "The price is near the lower Bollinger Band, 0.03 away.",
      "Between the day's low of 58.57 and high of 62.03, LTC-USD is in the upper half.",
      "The day's range is 3.46 wide, and LTC-USD closed in the upper half of it.",
      "The upper Bollinger Band is at 61.23 and the lower at 60.86.",
      "The upper and the lower Bollinger Band are at 61.23 and 60.86.",
    ],
    [
      "LTC-USD is bearish in the short term, closing at 60.89 above the 5-candle average of 61.04.",
      "LTC-USD is bearish in the short term, closing at 61.03 below the 5-candle average of 61.04.",
      "The close of 60.89 is below both averages, leaving the short-term trend mixed.",
      "LTC-USD closed within the Bollinger Bands, near the upper one.",
      "The price is near the lower Bollinger Band, 0.30 away.",
      "Between the day's low of 58.57 and high of 62.03, LTC-USD is in the lower half.",
      "The day's range is 3.46 wide, and LTC-USD closed in the lower half of it.",
      "The upper Bollinger Band is at 60.86 and the lower at 61.23.",
      "The close of 60.89 is midway between the bands of 60.86 and 61.23.",
      "The close of 60.89 is below the EMA, which is at 60.89.",
    ],
  ],
  [
    "of a balance and its two numbers",
    [
      "Buyers lead sellers by 1.97 in momentum.",
      "Buyers lead the daily balance, 17.60 to 15.63 in momentum.",
      "Momentum favors buyers, at 17.60 against 15.63 for sellers.",
      "Buying momentum edges out selling momentum at 17.60 versus 15.63.",
      "LTC-USD is up over 24 hours, with buying momentum 17.60 over selling momentum 15.63.",
      "Selling momentum of 15.63 is outweighed by buying momentum of 17.60.",
      "LTC-USD has seen buying momentum of 17.60 exceed selling momentum of 15.63.",
      "Buying momentum is 17.60 and selling momentum is 15.63, a difference of 1.97 in favor of buyers.",
    ],
    [
      "Sellers lead buyers by 1.97 in momentum.",
      "Buyers lead the daily balance, 15.63 to 17.60 in momentum.",
      "Momentum favors buyers, at 15.63 against 17.60.",
      "Momentum favors buyers, at 17.60 against 15.63 for buyers.",
      "Selling momentum edges out buying momentum at 17.60 versus 15.63.",
      "LTC-USD is up over 24 hours, with selling momentum 17.60 over buying momentum 15.63.",
      "Buying momentum of 17.60 is outweighed by selling momentum of 15.63.",
      "Selling momentum of 15.63 is not exceeded by buying momentum of 17.60.",
      "LTC-USD has seen selling momentum of 15.63 exceed buying momentum of 17.60.",
      "Buyers lead sellers by 1.97 in the last candle.",
    ],
  ],
  [
    "of two spans that differ",
    [
      "A bearish short term contrasts with a bullish day for LTC-USD.",
      "LTC-USD shows a bearish short-term trend that contrasts with a bullish 24-hour trend.",
      "The day tells another story: LTC-USD gained 2.13.",
      "LTC-USD splits by span: bearish in the short term, bullish over 24 hours.",
      "LTC-USD is caught between a bearish short term and a bullish day.",
      "In the short term LTC-USD is bearish, while the 24-hour trend is bullish, with a gain of 3.62 %.",
      "Buying momentum exceeds selling momentum, aligning with the bullish 24-hour trend.",
    ],
    [
      "A bearish short term contrasts with a bearish day for LTC-USD.",
      "LTC-USD shows a bullish short-term trend that contrasts with a bearish 24-hour trend.",
      "The day tells another story: LTC-USD gained 0.21.",
      "LTC-USD splits by span: bullish in the short term, bearish over 24 hours.",
      "LTC-USD is caught between a bullish short term and a bearish day.",
      "In the short term LTC-USD is bearish, while the 24-hour trend is bullish, with a gain of 0.21.",
      "Buying momentum exceeds selling momentum, aligning with the bearish 24-hour trend.",
      "The close of 60.89 aligns with the upper Bollinger Band of 61.23.",
      "LTC-USD is bearish across both time frames.",
      "The bullish tone holds across both spans.",
    ],
  ],
  [
    "of price and volume, one with words left out",
    [
      "Volume rose by 146.89 in the last candle, along with a price change of -0.21.",
      "Volume rose by 146.89 in the last candle, while the price fell.",
      "LTC-USD has seen a price change of -0.21 and a volume shift of 146.89 in the last candle.",
      "The price drop of 0.21 in the last candle came on higher volume, up 146.89.",
    ],
    [
      "Volume rose by 146.89 in the last candle, along with a price gain of 0.21.",
      "Volume rose by 146.89 in the last candle, while the price rose.",
      "LTC-USD has seen a price change of -0.21 and a volume shift of 146.89 over 24 hours.",
      "The price drop of 0.21 in the last candle came on higher volume, up 164.89.",
      "Price lost 0.21 and volume 146.89 in the last candle.",
      "The last candle saw a decrease in both price and volume.",
      "The volume change of the last 24 hours was 146.89 against a price gain of 2.13.",
    ],
  ],
  [
    "of an RSI and its scale",
    [
      "The RSI of 47.67 remains in the neutral range.",
      "The RSI of 47.67 suggests a neutral position.",
      "The RSI of 47.67 is on the weaker side of 50.",
      "The RSI of 47.67 is below the threshold of 70.",
      "The RSI of 47.67 counts as neutral, with no sign of oversold conditions.",
    ],
    [
      "The RSI of 47.67 is in the overbought range.",
      "The RSI of 47.67 is on the stronger side of 50.",
      "The RSI of 47.67 is above the threshold of 70.",
      "The RSI of 47.67 counts as oversold.",
      "The RSI of 47.67 is closer to 70 than to 30.",
      "With no sign of neutral conditions, the RSI is 47.67.",
    ],
  ],
];

describe.each(kinds)("a sentence %s", (_, trueOnes, others) => {
  it.each(trueOnes)("is understood: %s", (text) => {
    expect(judgedDivided(text).reason).toBe("");
    expect(judgedDivided(text).verdict).toBe("true");
  });

  it.each(others)("is not called true where it is not: %s", (text) => {
    expect(judgedDivided(text).verdict).not.toBe("true");
  });
});

describe("a sentence that is nearly true of other figures", () => {
  it.each([
    "The RSI over the last five candles is 47.67.",
    "The EMA over the last 14 candles is 61.03.",
    "Buying momentum is 1.08 times selling momentum.",
    "The price is distant from the lower Bollinger Band.",
    "The lower Bollinger Band is not far above the last close.",
    "LTC-USD is not far above its EMA of 61.03.",
    "The price rose, and the close is above the lower Bollinger Band.",
    "LTC-USD did not change by 0.00 in the last candle.",
  ])("is not called true: %s", (text) => {
    expect(judgedDivided(text).verdict).not.toBe("true");
  });
});

describe("of sums that are nearly the same", () => {
  const figures = prepareFigures("LTC-USD", { ...divided, buying_momentum: 15.7 });

  it.each([
    "Buying momentum does not nearly equal selling momentum.",
    "Buying momentum is not nearly equal to selling momentum.",
    "Buying momentum does not almost match selling momentum.",
  ])("is not called true: %s", (text) => {
    expect(judgeSentence(text, figures).verdict).not.toBe("true");
  });

  it("is called true that they are close, with their numbers", () => {
    const text = "Both momentum readings are close, at 15.70 for buying and 15.63 for selling.";
    expect(judgeSentence(text, figures).verdict).toBe("true");
  });
});
