import { describe, expect, it } from "vitest";
import { kindsOf } from "./kinds-of.ts";

describe("a rise or a fall", () => {
  it.each([
    "BTC-USD rose over the past 24 hours.",
    "The latest candle slipped as volume picked up.",
    "Rising volume accompanied the last candle's decline.",
    "The price is up 2.56% over 24 hours.",
    "The price gained 823.60, or 2.56%, over the day, and gave back 168.03 in the last candle.",
    "The price changed by -168.03, while volume shifted by 208.09.",
    "An increase in volume of 208.09 stands out.",
    "Volume has not declined.",
    "BTC-USD could fall further.",
    "The 24-hour trend is an uptrend.",
    "Sentiment is mildly bearish in the short term.",
  ])("passes where it is true: %s", (text) => {
    expect(kindsOf(text)).toEqual([]);
  });

  it.each([
    ["BTC-USD fell over the past 24 hours.", "false_claim"],
    ["The latest candle rose.", "false_claim"],
    ["It closed on shrinking volume.", "false_claim"],
    ["The RSI of 41.68 is rising.", "false_claim"],
    ["The EMA is rising.", "false_claim"],
    ["The price is down 2.56% over 24 hours.", "wrong_sign"],
    ["The price changed by 168.03 in the last candle.", "wrong_sign"],
    ["The price rose by -168.03 in the last candle.", "wrong_sign"],
    ["The price rose by 208.09.", "wrong_figure"],
    ["Volume rose by 168.03.", "wrong_figure"],
    ["It is in a clear 24-hour downtrend.", "false_claim"],
  ])("is refused where it is false: %s", (text, kind) => {
    expect(kindsOf(text)).toContain(kind);
  });

  it("is nobody's where nothing changed", () => {
    expect(kindsOf("The price rose in the last candle.", { price_change: 0 })).toContain("false_claim");
    expect(kindsOf("The price changed by 0.00 in the last candle.", { price_change: 0 })).toEqual([]);
  });
});

describe("the balance of buyers and sellers", () => {
  it.each([
    "Buyers are in control.",
    "Bulls have a slight edge.",
    "Sellers are not in control.",
    "Momentum is nearly balanced between buyers and sellers.",
    "Net buying of 835.59 stands out.",
  ])("passes where it is true: %s", (text) => {
    expect(kindsOf(text)).toEqual([]);
  });

  it.each([
    "Sellers are in control.",
    "Bears have the upper hand.",
    "The market is dominated by sellers.",
    "Selling momentum is more than double buying momentum.",
    "There is higher selling momentum.",
  ])("is refused where it is false: %s", (text) => {
    expect(kindsOf(text)).toContain("false_claim");
  });

  it("is even only where the sums are", () => {
    const far = { buying_momentum: 100, selling_momentum: 50 };
    expect(kindsOf("Buying and selling momentum are evenly matched.", far)).toContain("false_claim");
    expect(kindsOf("Buying momentum is twice selling momentum.", far)).toEqual([]);
  });
});
