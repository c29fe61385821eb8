import { describe, expect, it } from "vitest";
import { kindsOf } from "./kinds-of.ts";

describe("the RSI's zone", () => {
  it.each([
    [70, "The RSI is overbought."],
    [69.9, "The RSI is not overbought."],
    [69.9, "The RSI is approaching overbought territory."],
    [69.9, "The RSI is below the overbought threshold of 70."],
    [30, "The RSI is oversold."],
    [31, "The RSI hovers just above oversold."],
    [50, "The RSI is neutral."],
    [50, "The RSI is neither overbought nor oversold."],
    [50, "The RSI lies between oversold and overbought."],
    [50, "If the RSI climbs into overbought territory, momentum may fade."],
    [25, "An RSI below 30 is oversold."],
  ])("of %d may be told like this: %s", (rsi, text) => {
    expect(kindsOf(text, { rsi })).toEqual([]);
  });

  it.each([
    [69.9, "The RSI is overbought."],
    [70, "The RSI is not overbought."],
    [70, "The RSI has not yet become overbought."],
    [50, "The RSI is approaching overbought territory."],
    [31, "The RSI is oversold."],
    [30, "The RSI is above the oversold level."],
    [85, "The RSI is neutral."],
    [50, "The RSI signals potentially overbought conditions."],
  ])("of %d may not be told like this: %s", (rsi, text) => {
    expect(kindsOf(text, { rsi })).toContain("false_claim");
  });

  it("is not told where there is no RSI", () => {
    expect(kindsOf("The market is overbought.", { rsi: null })).toContain("false_claim");
  });
});
