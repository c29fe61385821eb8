import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { candlesOf, dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "macd", needs: 34, scales: "with prices", flat: () => 0 });

describe("the figure macd, by hand", () => {
  it("is the lag of 26 closes less that of 12 where prices rise evenly", () => {
    const [candles, context] = dayOf(candlesOf(Array.from({ length: 60 }, (_, index) => 100 + index)));
    const { macd } = computeFeatures(candles, { ...context, figures: ["macd"] });
    expect(macd).toBeCloseTo(7, 12); // (26 - 1) / 2 - (12 - 1) / 2
  });
});
