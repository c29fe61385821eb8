import type { FeatureCandle, Figure, DefaultFigureName } from "../../../src/features/index.ts";
import { figureNames } from "./figure-samples.ts";
import { naiveFigures } from "./naive-figures.ts";

/** A value for every figure. */
export type FigureValues = Readonly<Record<DefaultFigureName, Figure>>;

/** The figures that are further from what is wanted than their tolerance, each with both values. */
export function figureDifferences(
  figures: FigureValues,
  wanted: FigureValues,
  toleranceOf: (name: DefaultFigureName) => number,
): string[] {
  return figureNames
    .filter((name) => !isClose(figures[name], wanted[name], toleranceOf(name)))
    .map((name) => `${name}: ${figures[name]}, not ${wanted[name]}`);
}

/** The figures that differ from the formulas written out by more than 1e-9 of what they are made from. */
export function formulaDifferences(figures: FigureValues, candles: readonly FeatureCandle[]): string[] {
  const wanted = naiveFigures(candles);
  const highest = Math.max(0, ...candles.map((candle) => candle.high));
  // A difference of two prices can't be more exact than the prices.
  const sizes: Partial<Record<DefaultFigureName, number>> = {
    rsi: 100,
    volume_change: Math.max(0, ...candles.map((candle) => candle.volume)),
    change_24h_pct: 100 + Math.abs(wanted.change_24h_pct ?? 0),
    buying_momentum: highest + (wanted.buying_momentum ?? 0),
    selling_momentum: highest + (wanted.selling_momentum ?? 0),
  };
  return figureDifferences(figures, wanted, (name) => 1e-9 * (sizes[name] ?? highest));
}

export function isClose(actual: Figure, wanted: Figure, tolerance: number): boolean {
  if (actual === null || wanted === null) return actual === wanted;
  return Math.abs(actual - wanted) <= tolerance;
}
