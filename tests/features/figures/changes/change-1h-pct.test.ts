import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { candlesOf, dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "change_1h_pct", needs: 1, scales: "not", flat: () => 0 });

describe("the figure change_1h_pct, by hand", () => {
  const rising = candlesOf(Array.from({ length: 60 }, (_, index) => 100 + index));

  it("is the change in percent of the open of the hour's first candle", () => {
    const [candles, context] = dayOf(rising);
    const { change_1h_pct } = computeFeatures(candles, { ...context, figures: ["change_1h_pct"] });
    expect(change_1h_pct).toBeCloseTo((12 / 147) * 100, 12); // 159 - 147, the close before the last twelve
  });

  it("is null where the hour is not covered: its first candle lacks, and none from before is known", () => {
    const [, context] = dayOf(rising);
    const of = (count: number) =>
      computeFeatures(rising.slice(-count), { ...context, figures: ["change_1h_pct"] }).change_1h_pct;
    expect([of(11), of(12) === null]).toEqual([null, false]);
  });

  it("is null where nothing was traded in the hour", () => {
    const [candles, context] = dayOf(rising);
    const later = { ...context, asOf: context.asOf + 3_600 };
    expect(computeFeatures(candles, { ...later, figures: ["change_1h_pct"] }).change_1h_pct).toBeNull();
  });
});
