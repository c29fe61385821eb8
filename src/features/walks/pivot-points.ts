import type { FeatureCandle } from "../features.ts";
import type { Series } from "../series.ts";

/** The classic pivot points of a day, in the quote currency. */
export interface PivotPoints {
  readonly pivot: number;
  readonly r1: number;
  readonly s1: number;
  readonly r2: number;
  readonly s2: number;
}

/**
 * Computes the classic pivot points (floor pivots) of a day: the pivot is the mean of its high, low and close; the first levels
 * mirror low and high at it, the second lie a day's range away from it. The caller sees to it that there is a candle.
 *
 * @see TradingView's Pivot Points Standard, type "Traditional", levels 1 and 2
 */
export function pivotPoints(day: readonly FeatureCandle[]): PivotPoints {
  let [high, low, close] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  for (const candle of day) {
    if (candle.high > high) high = candle.high;
    if (candle.low < low) low = candle.low;
    close = candle.close;
  }
  // As differences to the close: a day at one price has that price as its pivot, to the last bit.
  const pivot = close + (high - close + (low - close)) / 3;
  return {
    pivot,
    r1: pivot + (pivot - low),
    s1: pivot - (high - pivot),
    r2: pivot + (high - low),
    s2: pivot - (high - low),
  };
}

/** The pivot points of the previous UTC day of a series; null where it is not covered. */
export function pivotsOf(series: Series): PivotPoints | null {
  return series.once(pivotPoints, () => {
    const day = series.previousDay;
    return day === null ? null : pivotPoints(day);
  });
}
