import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { candlesOf, dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "macd_histogram", needs: 34, scales: "with prices", flat: () => 0 });

describe("the figure macd_histogram, by hand", () => {
  it("is the difference less its own average", () => {
    const [candles, context] = dayOf(candlesOf([...Array.from({ length: 33 }, () => 100), 113]));
    const { macd_histogram } = computeFeatures(candles, { ...context, figures: ["macd_histogram"] });
    expect(macd_histogram).toBeCloseTo(13 * (2 / 13 - 2 / 27) * (8 / 9), 12);
  });
});
