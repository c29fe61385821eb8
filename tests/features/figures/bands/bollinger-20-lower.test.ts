import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { candlesOf, dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "bollinger_20_lower", needs: 20, scales: "with prices", flat: (price) => price });

describe("the figure bollinger_20_lower, by hand", () => {
  it("is two population deviations below the average", () => {
    const [candles, context] = dayOf(candlesOf(Array.from({ length: 25 }, (_, index) => (index % 2 === 0 ? 98 : 102))));
    const { bollinger_20_lower } = computeFeatures(candles, { ...context, figures: ["bollinger_20_lower"] });
    expect(bollinger_20_lower).toBe(96);
  });
});
