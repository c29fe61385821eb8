import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { candlesOf, dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "sma_50", needs: 50, scales: "with prices", flat: (price) => price });

describe("the figure sma_50, by hand", () => {
  it("is the mean of the last 50 closes", () => {
    const [candles, context] = dayOf(candlesOf(Array.from({ length: 60 }, (_, index) => 100 + index)));
    const { sma_50 } = computeFeatures(candles, { ...context, figures: ["sma_50"] });
    expect(sma_50).toBe(134.5); // 110 to 159
  });
});
