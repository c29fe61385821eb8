import { type DefaultFigureName, type FeatureCandle, figureOf, isFigureName } from "../../src/features/index.ts";
import type { WiderImplementation } from "./all-figures.ts";
import type { Implementation } from "./peer-figures.ts";

/** How far two implementations may be apart in a figure, relative to its size. */
const tolerance = 1e-6;

/**
 * Sees to it that only implementations of the same figures are compared in speed.
 *
 * @throws Error that names the implementation, the figure and both values.
 */
export function assertSameFigures(
  reference: Implementation,
  others: readonly Implementation[],
  candles: readonly FeatureCandle[],
): void {
  const wanted = new Map(Object.entries(reference.compute(candles)));
  for (const { name, compute, rsiTolerance } of others) {
    for (const [figure, value] of Object.entries(compute(candles))) {
      const other = wanted.get(figure);
      const allowed = figure === ("rsi" satisfies DefaultFigureName) ? rsiTolerance : tolerance * Math.abs(value ?? 0);
      if (!(typeof other === "number" && value !== null && Math.abs(other - value) <= allowed)) {
        throw new Error(`${name} gives ${figure} ${value}, ${reference.name} ${other}, over ${candles.length} candles`);
      }
    }
  }
}

/**
 * The same of implementations that have some of the further figures: each that one has, the reference has. A difference of
 * prices may be as far off as the prices that it is made of.
 *
 * @throws Error that names the implementation, the figure and both values.
 */
export function assertSameWiderFigures(
  reference: WiderImplementation,
  others: readonly WiderImplementation[],
  candles: readonly FeatureCandle[],
): void {
  const wanted = reference.compute(candles);
  const price = wanted.last_close ?? Number.NaN;
  for (const { name, compute } of others) {
    for (const [figure, value] of Object.entries(compute(candles))) {
      // The default figures have a check of their own.
      if (!isFigureName(figure) || figure === "rsi") continue;
      const other = wanted[figure];
      if (other === value) continue;
      const size = figureOf(figure).unit === "quote" ? price : Math.abs(Number(value));
      if (!(typeof other === "number" && Math.abs(other - Number(value)) <= tolerance * size)) {
        throw new Error(`${name} gives ${figure} ${value}, ${reference.name} ${other}, over ${candles.length} candles`);
      }
    }
  }
}
