import { describe, expect, it } from "vitest";
import { secondsOfCandle } from "../../src/features/walks/candle-spans.ts";
import { computeFeatures } from "../../src/features/index.ts";
import { candlesOf } from "./support/candle-samples.ts";

/** Coinbase's names: the Advanced Trade API's `granularity`. */
const minutes: readonly (readonly [string, number])[] = [
  ["ONE_MINUTE", 1],
  ["FIVE_MINUTE", 5],
  ["FIFTEEN_MINUTE", 15],
  ["THIRTY_MINUTE", 30],
  ["ONE_HOUR", 60],
  ["TWO_HOUR", 120],
  ["FOUR_HOUR", 240],
  ["SIX_HOUR", 360],
  ["ONE_DAY", 1_440],
];

describe("the length of a candle", () => {
  it.each(minutes)("called %s is %d minutes", (granularity, length) => {
    expect(secondsOfCandle(granularity)).toBe(length * 60);
  });

  it("is not known of another name", () => {
    expect(secondsOfCandle("")).toBeUndefined();
    expect(secondsOfCandle("TEN_MINUTE")).toBeUndefined();
  });

  it.each(minutes)("called %s leaves what is before its window out", (granularity, length) => {
    const asOf = 1_700_006_400;
    const candles = candlesOf([900, 10, 11, 12]).map((candle, index) => ({
      ...candle,
      start: asOf - (4 - index) * length * 60,
    }));
    const features = computeFeatures(candles, { asOf, granularity, expectedCount: 3 });
    expect(features.candle_count).toBe(3);
    expect(features.as_of).toBe(asOf);
  });
});
