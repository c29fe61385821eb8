import { describe, expect, it } from "vitest";
import { kindsOf } from "./kinds-of.ts";

describe("a comparison", () => {
  it.each([
    "BTC-USD closed below its EMA of 33,096.15.",
    "The price sits $132.94 below the rolling average.",
    "The EMA (33,096.15) is slightly below the rolling average (33,132.99).",
    "Buying momentum outweighs selling momentum.",
    "Sellers trail buyers, 13,801.32 to 14,636.91.",
    "Both the EMA and the average are above the price.",
    "The RSI of 41.68 is below the neutral 50 line.",
    "It is trading above $32,745.08, the lower band.",
    "The price has not closed above its rolling average.",
    "A close above the upper band would be a sign of strength.",
    "Trading just over 33,000.",
    "Selling momentum is outweighed by buying momentum.",
  ])("passes where it is true: %s", (text) => {
    expect(kindsOf(text)).toEqual([]);
  });

  it.each([
    "BTC-USD closed above its EMA of 33,096.15.",
    "The EMA is above the rolling average.",
    "Selling momentum outweighs buying momentum.",
    "Selling momentum exceeds buying momentum by 835.59.",
    "The RSI of 41.68 is above 50.",
    "The price is above both its EMA and its rolling average.",
    "33,000.05 is above the EMA.",
    "Buying momentum is outweighed by selling momentum.",
    "The last close is higher than the daily high.",
    "The price has not fallen below its rolling average.",
  ])("is refused where it is false: %s", (text) => {
    expect(kindsOf(text)).toContain("false_claim");
  });

  it("with a figure that is missing is refused: nothing is true of what is not given", () => {
    expect(kindsOf("The price is above its EMA.", { ema: null })).toEqual(["false_claim"]);
  });
});

describe("a place", () => {
  it.each([
    "The close lies within the Bollinger Bands.",
    "The price is near the lower band.",
    "It sits in the lower half of its Bollinger Bands.",
    "The price is not outside the bands.",
    "The lower band is near.",
  ])("passes where it is true: %s", (text) => {
    expect(kindsOf(text)).toEqual([]);
  });

  it.each([
    "The close lies outside the Bollinger Bands.",
    "The price is hugging the upper band.",
    "The price is near its daily high.",
    "The price sets a new daily high.",
    "The close lies midway between the daily low and the daily high, not far, at the top of its daily range.",
  ])("is refused where it is false: %s", (text) => {
    expect(kindsOf(text)).toContain("false_claim");
  });
});
