import type { FeatureCandle } from "./features.ts";
import type { Series } from "./series.ts";

/** Candles in Wilder's averages. */
export const rangePeriod = 14;

/** Candles until the directional index has its first average: 14 changes, and 13 more for the mean of 14 indices. */
export const directionCandles = 2 * rangePeriod;

/** What is left of a smoothed sum after one more candle. */
const decay = (rangePeriod - 1) / rangePeriod;

/** Smoothed moves below this are about to lose digits: doubles end at 1e-308. No price moves by so little. */
const vanishingMove = 1e-250;
const restoring = 2 ** 400;

/** What Wilder's averages of highs, lows and closes come to. */
export interface RangePass {
  /** Average true range, in the quote currency. Means something from 15 candles on. */
  readonly averageRange: number;
  /** Average directional index, 0 to 100. Means something from 28 candles on. */
  readonly directionIndex: number;
}

/**
 * Walks once over a window. The first sums are those of 14 ranges and moves, that is of the 2nd to the 15th candle; then each
 * sum loses a 14th of itself and gains the newest.
 *
 * The index of a candle is the difference of the smoothed rises and falls in percent of their sum. Wilder divides both by the
 * smoothed range first, which changes nothing of their ratio. Without any move it is 0: there is no direction.
 *
 * @see Wilder, New Concepts in Technical Trading Systems (1978), sections III and IV; TA-Lib's ATR; TradingView's ta.dmi.
 * TA-Lib's ADX begins with the moves of 13 candles instead of 14, which no longer shows after some 300.
 */
export function walkRanges(candles: readonly FeatureCandle[]): RangePass {
  let { high, low, close } = candles[0] ?? { high: 0, low: 0, close: 0 };
  let [ranges, rises, falls, average] = [0, 0, 0, 0];
  let index = 1;
  for (let candle = candles[index]; candle !== undefined; candle = candles[++index]) {
    const up = candle.high - high;
    const down = low - candle.low;
    const range = Math.max(candle.high, close) - Math.min(candle.low, close);
    const rise = up > down && up > 0 ? up : 0;
    const fall = down > up && down > 0 ? down : 0;
    high = candle.high;
    low = candle.low;
    close = candle.close;
    const kept = index <= rangePeriod ? 1 : decay;
    ranges = ranges * kept + range;
    rises = rises * kept + rise;
    falls = falls * kept + fall;
    if (index < rangePeriod) continue;
    const moves = rises + falls;
    const direction = moves === 0 ? 0 : (100 * Math.abs(rises - falls)) / moves;
    if (index < directionCandles) average += direction / rangePeriod;
    else average = average * decay + direction / rangePeriod;
    // Candles without a move shrink both sums alike and leave their ratio.
    if (moves < vanishingMove) {
      rises *= restoring;
      falls *= restoring;
    }
  }
  return { averageRange: ranges / rangePeriod, directionIndex: average };
}

/** What a walk over the window of a series finds out; walked once. */
export function rangesOf(series: Series): RangePass {
  return series.once(walkRanges, () => walkRanges(series.window));
}
