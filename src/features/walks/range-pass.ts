import type { FeatureCandle } from "../features.ts";
import type { Series } from "../series.ts";

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

/** What one candle's index, in percent, adds to its average. */
const indexWeight = 100 / rangePeriod;

/**
 * Walks once over a window. The first sums are those of 14 ranges and moves, that is of the 2nd to the 15th candle; then each
 * sum loses a 14th of itself and gains the newest.
 *
 * A candle's move is the rise of its high or the fall of its low, whichever is larger, where that is above 0. The index of a
 * candle is the difference of the smoothed rises and falls in percent of their sum. Wilder divides both by the smoothed range
 * first, which changes nothing of their ratio. Without any move it is 0: there is no direction.
 *
 * @see Wilder, New Concepts in Technical Trading Systems (1978), sections III and IV; TA-Lib's ATR; TradingView's ta.dmi.
 * TA-Lib's ADX begins with the moves of 13 candles instead of 14, which no longer shows after some 600.
 */
export function walkRanges(candles: readonly FeatureCandle[]): RangePass {
  let { high, low, close } = candles[0] ?? { high: 0, low: 0, close: 0 };
  let ranges = 0;
  let rises = 0;
  let falls = 0;
  let average = 0;
  for (let index = 1; index < candles.length; index++) {
    const candle = candles[index];
    if (candle === undefined) break;
    const up = candle.high - high;
    const down = low - candle.low;
    high = candle.high;
    low = candle.low;
    const range = (high > close ? high : close) - (low < close ? low : close);
    close = candle.close;
    const kept = index <= rangePeriod ? 1 : decay;
    ranges = ranges * kept + range;
    rises *= kept;
    falls *= kept;
    if (up > down) {
      if (up > 0) rises += up;
    } else if (down > up && down > 0) falls += down;
    if (index < rangePeriod) continue;
    const moves = rises + falls;
    const direction = moves === 0 ? 0 : (indexWeight * Math.abs(rises - falls)) / moves;
    average = index < directionCandles ? average + direction : average * decay + direction;
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
