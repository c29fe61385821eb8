import { describe, expect, it } from "vitest";
import { judged, judgedDivided } from "./judge-of.ts";

describe("what no figure bears out", () => {
  it.each([
    "If BTC-USD is below the EMA, it is down 5.24 % over 24 hours.",
    "BTC-USD has stayed below the EMA of 47293.16 over the last five candles.",
    "BTC-USD lost 26.27 over the last five candles.",
    "BTC-USD lost $2602.48 % over 24 hours.",
  ])("is not posted: %s", (text) => {
    expect(judged(text).verdict).not.toBe("true");
  });

  it.each([
    "Over 24 hours LTC-USD is up 3.62 %, so overall sentiment is bullish.",
    "Overall, the trend is bullish, as the 24-hour trend is bullish.",
    "The 24-hour trend is bullish, seen in a loss of 0.21 in the last candle.",
    "The RSI of 47.67 supports the bullish 24-hour trend.",
    "The RSI of 47.67 confirms the bullish 24-hour trend.",
    "LTC-USD closed below the EMA of 61.03, so the 24-hour trend is bullish.",
    "LTC-USD is more bullish than before.",
    "Buyers are in control in the short term.",
  ])("is not posted of a divided market: %s", (text) => {
    expect(judgedDivided(text).verdict).not.toBe("true");
  });
});
