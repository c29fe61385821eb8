import { describe, expect, it } from "vitest";
import { findPeriods } from "../../../src/grounding/reading/find-periods.ts";

describe("a period of a text", () => {
  it.each([
    ["over the past 24 hours", 24, 3_600],
    ["the 24-hour change", 24, 3_600],
    ["in 24h", 24, 3_600],
    ["twenty-four hours", 24, 3_600],
    ["the 5-minute rolling average", 5, 60],
    ["a 5m candle", 5, 60],
    ["the 50-day average", 50, 86_400],
    ["over 2 weeks", 2, 604_800],
    ["over 3 months", 3, 2_592_000],
    ["over a hundred years", 100, 31_536_000],
    ["the last five candles", 5, null],
    ["14-period RSI", 14, null],
    ["288 closed candles", 288, null],
  ])("%s is %d of %s s", (text, count, unitSeconds) => {
    expect(findPeriods(text)).toMatchObject([{ count, unitSeconds, ahead: false }]);
  });

  it("lies ahead where the words before it say so", () => {
    expect(findPeriods("in the next 24 hours")).toMatchObject([{ ahead: true }]);
  });

  it("that nobody counted has no number that could be right", () => {
    expect(findPeriods("over the past few hours")[0]?.count).toBeNaN();
  });

  it.each(["1.2m in volume", "$24 day", "+741.17 candle on candle", "a 2.5m trade"])("is not in %j", (text) => {
    expect(findPeriods(text)).toEqual([]);
  });
});
