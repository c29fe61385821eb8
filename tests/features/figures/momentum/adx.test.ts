import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { candlesOf, dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "adx", needs: 28, scales: "not", flat: () => 0 });

describe("the figure adx, by hand", () => {
  it("is 100 where every high and low is above the one before", () => {
    const [candles, context] = dayOf(candlesOf(Array.from({ length: 28 }, (_, index) => 100 + index)));
    const { adx } = computeFeatures(candles, { ...context, figures: ["adx"] });
    expect(adx).toBeCloseTo(100, 12);
  });

  it("weighs rises against falls: two up, one down, in turn", () => {
    // Rises of 2 and falls of 1 in turn, 7 of each in the first 14: (14 - 7) / 21, and each later sum is worked out anew.
    const closes = Array.from({ length: 28 }, (_, index) => 100 + Math.ceil(index / 2) * 2 - Math.floor(index / 2));
    const candles = closes.map((close, at) => ({
      start: at * 300,
      open: close,
      high: close,
      low: close,
      close,
      volume: 1,
    }));
    let [rises, falls, sum] = [14, 7, 100 / 3];
    for (let change = 15; change <= 27; change++) {
      rises = (rises * 13) / 14 + (change % 2 === 1 ? 2 : 0);
      falls = (falls * 13) / 14 + (change % 2 === 0 ? 1 : 0);
      sum += (100 * (rises - falls)) / (rises + falls);
    }
    const [known, context] = dayOf(candles);
    expect(computeFeatures(known, { ...context, figures: ["adx"] }).adx).toBeCloseTo(sum / 14, 10);
  });

  // Candles without a move shrink rises and falls alike. As doubles both would vanish after some 9,500, and their ratio before.
  it.each([9_400, 10_000, 20_000])("stays where it settled over %i candles without a move", (count) => {
    const moving = Array.from({ length: 28 }, (_, index) => 100 + Math.ceil(index / 2) * 2 - Math.floor(index / 2));
    const after = (flat: number) => {
      const closes = [...moving, ...Array.from({ length: flat }, () => moving.at(-1) ?? 0)];
      const candles = closes.map((close, at) => ({
        start: at * 300,
        open: close,
        high: close,
        low: close,
        close,
        volume: 1,
      }));
      const [known, context] = dayOf(candles);
      return computeFeatures(known, { ...context, figures: ["adx"] }).adx ?? Number.NaN;
    };
    expect(after(1_000)).toBeGreaterThan(30);
    expect(after(count)).toBeCloseTo(after(1_000), 9);
  });
});
