import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { candlesOf, dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "macd_signal", needs: 34, scales: "with prices", flat: () => 0 });

describe("the figure macd_signal, by hand", () => {
  it("begins with the mean of the first nine differences", () => {
    const [candles, context] = dayOf(candlesOf([...Array.from({ length: 33 }, () => 100), 113]));
    const { macd_signal } = computeFeatures(candles, { ...context, figures: ["macd_signal"] });
    expect(macd_signal).toBeCloseTo((13 * (2 / 13 - 2 / 27)) / 9, 12); // eight are 0
  });
});
