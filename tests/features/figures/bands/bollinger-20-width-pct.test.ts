import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { candlesOf, dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "bollinger_20_width_pct", needs: 20, scales: "not", flat: () => 0 });

describe("the figure bollinger_20_width_pct, by hand", () => {
  it("is the bands' distance in percent of the average", () => {
    const [candles, context] = dayOf(candlesOf(Array.from({ length: 25 }, (_, index) => (index % 2 === 0 ? 98 : 102))));
    const { bollinger_20_width_pct } = computeFeatures(candles, { ...context, figures: ["bollinger_20_width_pct"] });
    expect(bollinger_20_width_pct).toBe(8); // 104 - 96, of 100
  });
});
