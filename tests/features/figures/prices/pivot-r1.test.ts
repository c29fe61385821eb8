import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { yesterdayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "pivot_r1", needs: 1, scales: "with prices", flat: (price) => price, given: yesterdayOf });

describe("the figure pivot_r1, by hand", () => {
  it("mirrors the day's low at the pivot", () => {
    const [candles, context] = yesterdayOf([
      { start: 0, open: 100, high: 120, low: 95, close: 110, volume: 1 },
      { start: 300, open: 110, high: 115, low: 90, close: 105, volume: 1 },
    ]);
    const { pivot_r1 } = computeFeatures(candles, { ...context, figures: ["pivot_r1"] });
    expect(pivot_r1).toBe(120); // 2 * 105 - 90
  });
});
