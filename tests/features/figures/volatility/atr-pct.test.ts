import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "atr_pct", needs: 15, scales: "not", flat: () => 0 });

describe("the figure atr_pct, by hand", () => {
  it("is the true range in percent of the last close, gaps included", () => {
    const [candles, context] = dayOf(
      Array.from({ length: 15 }, (_, index) => ({
        start: index * 300,
        open: 100,
        high: 51,
        low: 50,
        close: index === 13 ? 48 : 50,
        volume: 1,
      })),
    );
    const { atr_pct } = computeFeatures(candles, { ...context, figures: ["atr_pct"] });
    expect(atr_pct).toBeCloseTo(((13 + 3) / 14 / 50) * 100, 12); // 13 ranges of 1, and 51 - 48 after a close of 48
  });
});
