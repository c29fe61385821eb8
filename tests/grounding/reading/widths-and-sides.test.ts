import { describe, expect, it } from "vitest";
import { judged, judgedCoarse } from "./judge-of.ts";

describe("a width, a side or an amount", () => {
  it.each([
    "BTC-USD edged 26.27 lower in the last candle.",
    "The range between the day's low of 46674.34 and the day's high of 52041.73 is 5367.39.",
    "The close is below the EMA of 47293.16, though only slightly.",
    "The price change of -26.27 in the last candle is small compared with the change of -2602.48 over 24 hours.",
    "BTC-USD is down 5.24 % over 24 hours, equivalent to 2602.48.",
    "The day's range of 5367.39 dwarfs the Bollinger Band width of 868.65.",
    "The Bollinger Bands width 868.65 is less than a quarter of the day's range 5367.39.",
    "BTC-USD closed in the lower half of the 868.65-wide Bollinger Bands.",
    "The close is in the lower half of the Bollinger Bands, 868.65 wide.",
    "The Bollinger Bands are 868.65 wide, upper 47693.61 and lower 46824.96.",
    "The day's high is 52041.73 and the day's low is 46674.34, giving a range of 5367.39.",
    "The day's range of 5367.39 is far wider than the Bollinger Bands, which are 868.65 wide.",
    "The day's low of 46674.34 and high of 52041.73 frame the close.",
    "The Bollinger Bands are 868.65 wide against a day's range of 5367.39.",
    "BTC-USD closed in the lower quarter between the day's low of 46674.34 and the day's high of 52041.73.",
    "BTC-USD closed below the EMA of 47293.16, which lies above the 5-candle average of 47259.29.",
    "With the last close of 47073.73 only 399.39 above the day's low of 46674.34, BTC-USD is down over 24 hours.",
    "BTC-USD depreciated by 5.24 % over 24 hours.",
    "Selling momentum of 21795.13 is outweighing buying momentum of 18956.15, indicating more selling pressure over 24 hours.",
    "Volume fell by 78.89, showing less activity than in the previous candle.",
    "Volume fell by 78.89 in the last candle, hinting at lighter participation.",
    "BTC-USD lost 26.27 in the last candle, and the 24-hour loss of 2602.48 far exceeds the last candle's loss of 26.27.",
  ])("is understood and true: %s", (text) => {
    expect(judged(text).reason).toBe("");
    expect(judged(text).verdict).toBe("true");
  });

  it.each([
    "BTC-USD edged 26.27 higher in the last candle.",
    "BTC-USD edged 26.27 lower over 24 hours.",
    "The range between the day's low of 46674.34 and the day's high of 52041.73 is 5267.39.",
    "The close is below the day's high of 52041.73, though only slightly.",
    "Volume fell by 78.89, but it did not move the price.",
    "The price change of -26.27 over 24 hours is small compared with the change over 24 hours of -2602.48.",
    "BTC-USD is down 5.24 % over 24 hours, equivalent to 2502.48.",
    "The Bollinger Band width of 868.65 dwarfs the day's range of 5367.39.",
    "The Bollinger Bands width 868.65 is more than a quarter of the day's range 5367.39.",
    "BTC-USD closed in the lower half of the 868.75-wide Bollinger Bands.",
    "BTC-USD closed in the upper half of the 868.65-wide Bollinger Bands.",
    "The close is in the lower half of the Bollinger Bands, 5367.39 wide.",
    "The Bollinger Bands are 868.65 wide, upper 46824.96 and lower 47693.61.",
    "The day's high is 52041.73 and the day's low is 46674.34, giving a range of 5267.39.",
    "The day's range of 5367.39 is far wider than the Bollinger Bands, which are 768.65 wide.",
    "The Bollinger Bands are 868.65 wide against a day's range of 5267.39.",
    "BTC-USD closed in the upper quarter between the day's low of 46674.34 and the day's high of 52041.73.",
    "BTC-USD closed below the EMA of 47293.16, which lies below the 5-candle average of 47259.29.",
    "With the last close of 47073.73 only 299.39 above the day's low of 46674.34, BTC-USD is down over 24 hours.",
    "BTC-USD appreciated by 5.24 % over 24 hours.",
    "Buying momentum of 18956.15 is outweighing selling momentum of 21795.13.",
    "Selling momentum of 21795.13 is outweighing buying momentum of 18956.15, indicating more buying pressure over 24 hours.",
    "Volume fell by 78.89, showing more activity than in the previous candle.",
    "Volume fell by 78.89 in the last candle, hinting at heavier participation.",
    "The Bollinger Bands of 46824.96 and 47693.61 converge.",
    "The Bollinger Bands of 46824.96 and 47693.61 show very low volatility.",
    "BTC-USD closed at 47073.73, consistent with the EMA of 47293.16.",
    "BTC-USD lost 26.27 in the last candle, and the last candle's loss of 26.27 far exceeds the 24-hour loss of 2602.48.",
  ])("is not posted: %s", (text) => {
    expect(judged(text).verdict).not.toBe("true");
  });
});

describe("a figure of a market with few ticks", () => {
  it.each([
    "Volume rose by 106829.16, but it did not move the price.",
    "The RSI of 50.28 is neutral, suggesting neither buyers nor sellers dominate in the short term.",
    "SUI-USD closed at 1.29, consistent with the 5-candle average of 1.29 and the EMA of 1.29.",
    "The upper Bollinger Band of 1.29 and the lower Bollinger Band of 1.29 coincide.",
    "SUI-USD closed at the EMA of 1.29, while the Bollinger Bands converge at 1.29.",
    "Both Bollinger Bands print 1.29.",
    "The last close, the 5-candle average, the EMA and both Bollinger Bands all read 1.29.",
    "The Bollinger Bands are both at 1.29, indicating very low volatility.",
    "SUI-USD closed near the day's low of 1.28.",
    "Selling momentum of 0.23 slightly outweighs buying momentum of 0.20.",
    "SUI-USD finished in the lower quarter of the 0.06-wide range.",
    "The RSI of 50.28 is neutral, in line with the short-term trend.",
    "Volume rose by 106829.16 in the last candle without a price change.",
  ])("is understood and true: %s", (text) => {
    expect(judgedCoarse(text).reason).toBe("");
    expect(judgedCoarse(text).verdict).toBe("true");
  });

  it.each([
    "The RSI of 50.28 is neutral, suggesting neither buyers nor sellers dominate over 24 hours.",
    "SUI-USD closed at 1.29, consistent with the day's high of 1.34.",
    "The day's low of 1.28 and the day's high of 1.34 converge.",
    "Both Bollinger Bands print 1.28.",
    "The last close, the day's low, the EMA and both Bollinger Bands all read 1.29.",
    "The Bollinger Bands are both at 1.29, indicating very high volatility.",
    "The day's low is 1.28 and the day's high is 1.34, indicating very low volatility.",
    "SUI-USD closed near the day's high of 1.34.",
    "Selling momentum of 0.23 clearly outweighs buying momentum of 0.20.",
    "SUI-USD finished in the lower quarter of the 0.05-wide range.",
    "The RSI of 50.28 is neutral, in line with the 24-hour trend.",
    "Volume rose by 106829.16 in the last candle without a volume change.",
    "Sentiment is neutral overall.",
  ])("is not posted: %s", (text) => {
    expect(judgedCoarse(text).verdict).not.toBe("true");
  });
});
