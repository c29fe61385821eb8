import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { candlesOf, dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "bollinger_20_upper", needs: 20, scales: "with prices", flat: (price) => price });

describe("the figure bollinger_20_upper, by hand", () => {
  it("is two population deviations above the average", () => {
    const [candles, context] = dayOf(candlesOf(Array.from({ length: 25 }, (_, index) => (index % 2 === 0 ? 98 : 102))));
    const { bollinger_20_upper } = computeFeatures(candles, { ...context, figures: ["bollinger_20_upper"] });
    expect(bollinger_20_upper).toBe(104); // ten closes of 98 and ten of 102: 100 + 2 * 2
  });
});
