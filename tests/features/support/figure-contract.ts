import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  computeFeatures,
  type FeatureCandle,
  type FeatureContext,
  type Figure,
  figureOf,
  type FigureName,
} from "../../../src/features/index.ts";
import { candlesOf, candleSeries, dayOf, longSeries } from "./candle-samples.ts";
import { isClose } from "./figure-differences.ts";
import { naiveFurtherFigures } from "./naive-further-figures.ts";

/** What a figure promises. */
interface Promises {
  readonly name: FigureName;
  /** The fewest candles that it can be computed from. */
  readonly needs: number;
  /** How it moves with prices: with them, or not at all. */
  readonly scales: "with prices" | "not";
  /** What it is in a market that stands still at a price, with a volume of 3 a candle. */
  readonly flat: (price: number, count: number) => Figure;
  /** Its formula, written out. Default: that of `naive-further-figures.ts`. */
  readonly formula?: (candles: readonly FeatureCandle[]) => number;
  /** Puts candles where the figure looks for them. Default: into the last 24 hours, covered. */
  readonly given?: (candles: readonly FeatureCandle[]) => [FeatureCandle[], FeatureContext];
}

/** A tick is 1 % of a price of 100, and a billionth of one of 1e7. */
const prices = [1e-8, 0.1, 1, 100, 33_000.05, 1e7];

/** Tests what every figure promises, beside the values that its own test works out by hand. */
export function holdsItsPromises({ name, needs, scales, flat, given = dayOf, formula }: Promises): void {
  const valueOf = (candles: readonly FeatureCandle[]): Figure => {
    const [known, context] = given(candles);
    return computeFeatures(known, { ...context, figures: [name] })[name] ?? null;
  };
  const naive = formula ?? naiveFurtherFigures[name];
  if (naive === undefined)
    throw new RangeError(`There is no formula of ${name}: give one, or add it to naive-further-figures.ts`);
  const naively = (candles: readonly FeatureCandle[]): Figure =>
    candles.length < needs ? null : finite(naive(candles));

  describe(`the figure ${name}`, () => {
    it("agrees with its formula written out, and is null without its candles", () => {
      fc.assert(
        fc.property(fc.oneof(candleSeries, longSeries), (candles) => {
          const [value, wanted] = [valueOf(candles), naively(candles)];
          expect({ value, wanted, isClose: isClose(value, wanted, toleranceOf(name, candles, wanted)) }).toEqual({
            value,
            wanted,
            isClose: true,
          });
        }),
      );
    });

    it(`needs ${needs} candles, as it declares`, () => {
      const candles = candlesOf(Array.from({ length: needs }, (_, index) => 100 + ((index * 7) % 11)));
      expect(figureOf(name).needs).toBeLessThanOrEqual(needs);
      expect(valueOf(candles.slice(1))).toBeNull();
      expect(valueOf(candles)).not.toBeNull();
    });

    it.each(prices)("is exact in a market that stands still at %d", (price) => {
      for (const count of [needs, needs + 1, 288])
        expect(valueOf(standing(price, count)), `${count} candles`).toBe(flat(price, count));
    });

    it.each([
      [100, 0.01],
      [1e7, 0.01],
      [2e-8, 1e-12],
    ])("takes a single tick for what it is, at %d one of %d", (price, tick) => {
      for (const before of [needs, 60, 287]) {
        const [last] = standing(price + tick, before + 1).slice(-1);
        const candles = [...standing(price, before + 1).slice(0, -1), ...(last === undefined ? [] : [last])];
        const [value, wanted] = [valueOf(candles), naively(candles)];
        // A change by a tick is only as exact as the two prices that it is the difference of.
        expect(isClose(value, wanted, toleranceOf(name, candles, wanted)), `${value}, not ${wanted}`).toBe(true);
      }
    });

    it("is a finite number or null, never minus zero", () => {
      fc.assert(
        fc.property(fc.oneof(candleSeries, longSeries), (candles) => {
          const value = valueOf(candles) ?? 0;
          expect([Number.isFinite(value), Object.is(value, -0)]).toEqual([true, false]);
        }),
      );
    });

    it(`moves ${scales === "not" ? "not at all" : scales}, to the last bit where a factor rounds nothing`, () => {
      fc.assert(
        fc.property(longSeries, fc.constantFrom(0.25, 8, 1_024), (candles, factor) => {
          const [value, scaled] = [valueOf(candles), valueOf(timesPrice(candles, factor))];
          expect(scaled).toBe(value === null || scales === "not" ? value : value * factor);
        }),
      );
    });
  });
}

/** Candles that all stand at one price, of a volume of 3 each. */
function standing(price: number, count: number): FeatureCandle[] {
  const closes = Array.from({ length: count }, () => price);
  return candlesOf(
    closes,
    Array.from({ length: count }, () => 3),
  ).map((candle) => ({
    ...candle,
    open: price,
    high: price,
    low: price,
  }));
}

function timesPrice(candles: readonly FeatureCandle[], factor: number): FeatureCandle[] {
  return candles.map(({ start, open, high, low, close, volume }) => ({
    start,
    open: open * factor,
    high: high * factor,
    low: low * factor,
    close: close * factor,
    volume,
  }));
}

function finite(value: number): Figure {
  return Number.isFinite(value) ? value : null;
}

/** 1e-9 of what a figure is made from: prices, volumes, or itself and the scale of a percentage. */
function toleranceOf(name: FigureName, candles: readonly FeatureCandle[], wanted: Figure): number {
  const { unit } = figureOf(name);
  const size = Math.abs(wanted ?? 0);
  if (unit === "quote") return 1e-9 * Math.max(...candles.map(({ high }) => high), 0);
  return 1e-9 * (unit === "base" ? size : size + 100);
}
