import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { candlesOf, dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "realized_volatility", needs: 20, scales: "not", flat: () => 0 });

describe("the figure realized_volatility, by hand", () => {
  it("is the deviation of the returns of a window, as that of a day", () => {
    const [candles, context] = dayOf(
      candlesOf(Array.from({ length: 21 }, (_, index) => (index % 2 === 0 ? 100 : 101))),
    );
    const { realized_volatility } = computeFeatures(candles, { ...context, figures: ["realized_volatility"] });
    // Ten returns of ln 1.01 and ten of -ln 1.01: their mean is 0, the sample's variance 20 / 19 of the square.
    expect(realized_volatility).toBeCloseTo(Math.log(1.01) * Math.sqrt((20 / 19) * 288) * 100, 10);
  });

  it("is nothing where every candle rises by the same part", () => {
    const [candles, context] = dayOf(candlesOf(Array.from({ length: 100 }, (_, index) => 1.01 ** index)));
    expect(computeFeatures(candles, { ...context, figures: ["realized_volatility"] }).realized_volatility).toBeLessThan(
      1e-11,
    );
  });

  it("counts a day's intervals of the candles' own length, and is null where that is not known", () => {
    const [candles, context] = dayOf(
      candlesOf(Array.from({ length: 21 }, (_, index) => (index % 2 === 0 ? 100 : 101))),
    );
    const of = (granularity: string) =>
      computeFeatures(candles.slice(1), { ...context, granularity, figures: ["realized_volatility"] })
        .realized_volatility;
    expect((of("FIVE_MINUTE") ?? 0) / (of("ONE_HOUR") ?? 0)).toBeCloseTo(Math.sqrt(12), 12);
    expect(of("FORTNIGHT")).toBeNull();
  });
});
