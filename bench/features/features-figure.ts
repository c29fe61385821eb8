import { type BenchFigure, benchFigure } from "../kit/bench-figure.ts";

/** Ours must take no more than this part of what the fastest peer takes: 15 times faster. */
const budget = 1 / 15;

/** The same of all figures, against those of them that the peer has: 5 times faster. */
const budgetOfAll = 1 / 5;

interface Measured {
  readonly candles: number;
  readonly ratio_to_fastest_peer: number;
}

/** How long the figures take beside the fastest indicator library, at the largest of the numbers of candles. */
export function featuresFigure(comparisons: readonly Measured[]): BenchFigure {
  const { candles, ratio_to_fastest_peer: ratio } = mostOf(comparisons);
  const detail = `computeFeatures on ${candles} candles, ${ratio} times faster than the fastest of three indicator libraries`;
  return benchFigure("features", 1 / ratio, "x", detail, budget);
}

/** How long all figures take beside what the fastest indicator library takes for those of them that it has. */
export function allFiguresFigure(comparisons: readonly Measured[]): BenchFigure {
  const { candles, ratio_to_fastest_peer: ratio } = mostOf(comparisons);
  const detail = `every figure of the catalogue on ${candles} candles, ${ratio} times faster than the fastest of three indicator libraries for those that it has`;
  return benchFigure("all_features", 1 / ratio, "x", detail, budgetOfAll);
}

function mostOf(comparisons: readonly Measured[]): Measured {
  const [most] = comparisons.toSorted((left, right) => right.candles - left.candles);
  if (most === undefined) throw new Error("There is no comparison of figures");
  return most;
}
