import { describe, expect, it } from "vitest";
import { judged, judgedDivided } from "./judge-of.ts";

describe("a mood and its ground in a market that rose and fell", () => {
  it.each([
    "LTC-USD is bullish on the 24-hour horizon and bearish on the short-term horizon.",
    "Bulls dominate the 24-hour picture.",
    "The short-term trend is bearish, unlike the bullish 24-hour trend.",
    "The short-term trend has a bearish tilt.",
    "The bullish 24-hour trend is reinforced by buying momentum of 17.60.",
    "The bullish 24-hour trend is tempered by a bearish short-term trend.",
    "LTC-USD pairs a bullish 24-hour trend with a bearish short-term trend.",
    "The RSI of 47.67 is neutral, in contrast to the bullish 24-hour trend.",
    "The bearish short-term trend runs against the bullish 24-hour trend.",
    "LTC-USD is up 3.62 % over 24 hours, in line with the 24-hour trend.",
    "The 24-hour trend is bullish, which shows in a gain of 3.62 %.",
    "The 24-hour trend is bullish, which the change over 24 hours of 2.13 confirms.",
    "Buying momentum of 17.60 versus selling momentum of 15.63 supports a bullish 24-hour trend.",
    "Buying momentum of 17.60 outpaces selling momentum of 15.63, lending a bullish tone to the day.",
    "Buying momentum of 17.60 points to bullish sentiment over 24 hours.",
    "The price change of -0.21 in the last candle goes with a bearish short-term trend.",
    "Overall, the sentiment toward LTC-USD is mixed.",
    "Sentiment is mixed rather than clearly bullish.",
    "The signals conflict: bearish in the short term, bullish over 24 hours.",
    "Sentiment is split between a bullish day and a bearish short term.",
    "LTC-USD is up 3.62 % over 24 hours, given the dominance of buying momentum.",
  ])("is understood and true: %s", (text) => {
    expect(judgedDivided(text).reason).toBe("");
    expect(judgedDivided(text).verdict).toBe("true");
  });

  it.each([
    "LTC-USD is bullish on the short-term horizon and bearish on the 24-hour horizon.",
    "Bears dominate the 24-hour picture.",
    "The short-term trend is bearish, unlike the bearish 24-hour trend.",
    "The short-term trend has a bullish tilt.",
    "The bullish 24-hour trend is reinforced by selling momentum of 15.63.",
    "The bullish 24-hour trend is tempered by a bullish short-term trend.",
    "The RSI of 47.67 is neutral, in line with the bullish 24-hour trend.",
    "LTC-USD pairs a bearish 24-hour trend with a bullish short-term trend.",
    "LTC-USD pairs a bullish 24-hour trend with a mixed short-term trend.",
    "The RSI of 47.67 is neutral, in contrast to the bearish 24-hour trend.",
    "The RSI of 47.67 is neutral, in contrast to the neutral 24-hour trend.",
    "The bearish short-term trend runs against the bearish 24-hour trend.",
    "The bullish short-term trend tempers the bearish 24-hour trend.",
    "The bearish short-term trend matches the 24-hour trend.",
    "LTC-USD is down 0.21 in the last candle, in line with the 24-hour trend.",
    "The 24-hour trend is bullish, which shows in a loss of 3.62 %.",
    "The 24-hour trend is bullish, which the price change of -0.21 confirms.",
    "The 24-hour trend is bullish, which the EMA of 61.03 confirms.",
    "Buying momentum of 17.60 versus selling momentum of 15.63 supports a bearish 24-hour trend.",
    "Selling momentum of 15.63 versus buying momentum of 17.60 supports a bullish 24-hour trend.",
    "Buying momentum of 17.60 outpaces selling momentum of 15.63, lending a bullish tone to the short term.",
    "Selling momentum of 15.63 points to bearish sentiment over 24 hours.",
    "The price change of -0.21 in the last candle goes with a bullish 24-hour trend.",
    "The price change of -0.21 in the last candle indicates a bullish short-term trend.",
    "Overall, the sentiment toward LTC-USD is bullish.",
    "Sentiment is bullish rather than clearly bullish.",
    "The signals conflict: bullish in the short term, bearish over 24 hours.",
    "Sentiment is split between a bearish day and a bullish short term.",
    "LTC-USD is up 3.62 % over 24 hours, given the dominance of selling momentum.",
  ])("is not posted: %s", (text) => {
    expect(judgedDivided(text).verdict).not.toBe("true");
  });
});

describe("a mood and its ground in a market that fell", () => {
  it.each([
    "The bearish short-term trend matches the 24-hour trend.",
    "Sentiment is bearish overall, and the short-term trend is bearish.",
  ])("is understood and true: %s", (text) => {
    expect(judged(text).reason).toBe("");
    expect(judged(text).verdict).toBe("true");
  });

  it.each([
    "The price change of -26.27 in the last candle goes with a mixed short-term trend.",
    "Sentiment is neutral overall.",
    "Sentiment is mixed rather than clearly bearish.",
  ])("is not posted: %s", (text) => {
    expect(judged(text).verdict).not.toBe("true");
  });
});
