import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { candlesOf, dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "sma_20", needs: 20, scales: "with prices", flat: (price) => price });

describe("the figure sma_20, by hand", () => {
  it("is the mean of the last 20 closes", () => {
    const [candles, context] = dayOf(candlesOf(Array.from({ length: 30 }, (_, index) => 100 + index)));
    const { sma_20 } = computeFeatures(candles, { ...context, figures: ["sma_20"] });
    expect(sma_20).toBe(119.5); // 110 to 129
  });
});
