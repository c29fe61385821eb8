import { type BenchFigure, benchFigure } from "../kit/bench-figure.ts";

/** Ours must take no more than this part of what the fastest peer takes: 15 times faster. */
const budget = 1 / 15;

/** How long the figures take beside the fastest indicator library, at the largest of the numbers of candles. */
export function featuresFigure(
  comparisons: readonly { readonly candles: number; readonly ratio_to_fastest_peer: number }[],
): BenchFigure {
  const [most] = comparisons.toSorted((left, right) => right.candles - left.candles);
  if (most === undefined) throw new Error("There is no comparison of figures");
  const ratio = most.ratio_to_fastest_peer;
  const detail = `computeFeatures on ${most.candles} candles, ${ratio} times faster than the fastest of three indicator libraries`;
  return benchFigure("figures / fastest library", 1 / ratio, "x", detail, budget);
}
