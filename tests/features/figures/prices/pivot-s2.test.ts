import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { yesterdayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "pivot_s2", needs: 1, scales: "with prices", flat: (price) => price, given: yesterdayOf });

describe("the figure pivot_s2, by hand", () => {
  it("is the day's range below the pivot", () => {
    const [candles, context] = yesterdayOf([
      { start: 0, open: 100, high: 120, low: 95, close: 110, volume: 1 },
      { start: 300, open: 110, high: 115, low: 90, close: 105, volume: 1 },
    ]);
    const { pivot_s2 } = computeFeatures(candles, { ...context, figures: ["pivot_s2"] });
    expect(pivot_s2).toBe(75); // 105 - 30
  });
});
