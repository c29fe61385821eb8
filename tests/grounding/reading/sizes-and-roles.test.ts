import { describe, expect, it } from "vitest";
import type { Features } from "../../../src/features/index.ts";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { judgeSentence } from "../../../src/grounding/reading/judge-sentence.ts";
import { noFigures } from "../../features/support/figure-samples.ts";

const opposite = { change_24h_pct: 1, change_24h: 1, change_1h_pct: -1, change_1h: -1 };
const ranges = { daily_low: 100, daily_high: 200, low_7d: 50, high_7d: 265 };
const levels = { last_close: 100, pivot_s1: 97, pivot_r1: 101, ema: 98.51 };

function verdictOf(text: string, given: Partial<Features>, namesLevels = false): string {
  return judgeSentence(text, prepareFigures("BTC-USD", { ...noFigures, ...given }, { namesLevels })).verdict;
}

describe("sizes and roles that a sentence tells", () => {
  it.each([
    ["The 24-hour change of 1.00 % equals the 1-hour change of -1.00 %.", opposite],
    ["The 24-hour change is near the 1-hour change.", opposite],
    ["The 7-day range is 2.00 times the day's range.", ranges],
    ["The nearest key level is pivot S1 at 97.00.", levels],
    ["Pivot S1 of 97.00 is not a support level.", levels],
    ["The EMA is not support.", levels],
    ["The last close is about 1.", { last_close: 0.58 }],
  ])("are not taken for true: %s", (text, given) => {
    expect(verdictOf(text, given)).not.toBe("true");
  });

  it.each([
    ["The 7-day range is about twice the day's range.", ranges],
    ["The 7-day range is 2.15 times the day's range.", ranges],
    ["The 24-hour change is larger than the 1-hour change.", { ...opposite, change_24h_pct: 2, change_24h: 2 }],
    ["The last close is about 0.6.", { last_close: 0.58 }],
  ])("are taken for true where they are: %s", (text, given) => {
    expect(verdictOf(text, given)).toBe("true");
  });

  it.each([
    ["The MACD of 0.00 is above the MACD signal line of -0.01, which indicates bullish momentum.", true],
    ["The MACD of 0.00 is above the MACD signal line of -0.01, which indicates bearish momentum.", false],
    ["The MACD of 0.00 shows bullish momentum.", false],
  ])("are told of a line at zero by the line that follows it: %s %s", (text, isTrue) => {
    expect(verdictOf(text, { macd: 0.001, macd_signal: -0.01, last_close: 2 }) === "true").toBe(isTrue);
  });

  it("may name a nearest level where levels may be named", () => {
    expect(verdictOf("The nearest key level is pivot S1 at 97.00.", levels, true)).not.toBe("true");
    expect(verdictOf("Pivot S1 at 97.00 is support.", levels, true)).toBe("true");
  });
});
