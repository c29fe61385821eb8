import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "atr", needs: 15, scales: "with prices", flat: () => 0 });

describe("the figure atr, by hand", () => {
  it("is the mean of 14 true ranges, then 13 parts of it and one of the next", () => {
    const [candles, context] = dayOf(
      Array.from({ length: 16 }, (_, index) => ({
        start: index * 300,
        open: 100,
        high: index === 15 ? 130 : 104,
        low: 98,
        close: 100,
        volume: 1,
      })),
    );
    const { atr } = computeFeatures(candles, { ...context, figures: ["atr"] });
    expect(atr).toBeCloseTo((6 * 13 + 32) / 14, 12); // 14 ranges of 104 - 98, then 130 - 98
  });
});
