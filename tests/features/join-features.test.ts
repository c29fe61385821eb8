import { describe, expect, it } from "vitest";
import { type Features, joinFeatures } from "../../src/features/index.ts";

const five: Features = {
  last_close: 10,
  change_24h: 1,
  candle_count: 288,
  expected_count: 288,
  as_of: 900,
  interval: "FIVE_MINUTE",
  decimals: 2,
};
const hours: Features = {
  rsi: 55,
  change_7d: null,
  candle_count: 160,
  expected_count: 168,
  as_of: 0,
  interval: "ONE_HOUR",
  decimals: 3,
};

describe("joinFeatures", () => {
  it("leaves one series as it is", () => {
    expect(joinFeatures([five])).toBe(five);
  });

  it("has the figures of every series, with the first one's counts, and says which candles the others are of", () => {
    expect(joinFeatures([five, hours])).toEqual({
      ...five,
      rsi: 55,
      change_7d: null,
      further: {
        intervals: { rsi: "ONE_HOUR", change_7d: "ONE_HOUR" },
        counts: [{ candle_count: 160, expected_count: 168, as_of: 0, interval: "ONE_HOUR" }],
      },
    });
  });

  it("refuses a figure of two series, and no series at all", () => {
    expect(() => joinFeatures([five, { ...hours, last_close: 11 }])).toThrow(
      new RangeError("last_close stands in two series"),
    );
    expect(() => joinFeatures([])).toThrow(RangeError);
  });
});
