import type { FeatureCandle } from "./features.ts";
import { averagePeriod } from "./last-five.ts";

/** Weight of a new close in the exponential moving average, and what is left of the average's old value. */
const emaWeight = 2 / (averagePeriod + 1);
const emaDecay = 1 - emaWeight;

/** Changes in the first averages of the RSI. */
export const rsiPeriod = 14;

/** What is left of a smoothed gain or loss after one more candle. */
const rsiDecay = (rsiPeriod - 1) / rsiPeriod;

/** What one pass over a window finds out. Prices are in the quote currency. */
export interface WindowPass {
  readonly high: number;
  readonly low: number;
  /** Sum of the rises between consecutive closes. */
  readonly rises: number;
  /** Sum of the falls between consecutive closes, as a positive number. */
  readonly falls: number;
  /** Exponential moving average. Means something from 5 candles on. */
  readonly ema: number;
  /** Wilder's relative strength index, 0 to 100. Means something from 15 candles on. */
  readonly rsi: number;
}

/**
 * Walks once over a window, `first` being its first candle. Three things make it fast:
 *
 * - `|change| + change` is twice the rise and `|change| - change` twice the fall: no branch that a processor would guess
 *   wrong every other time. Doubling is exact, so halving at the end loses nothing.
 * - Wilder smooths averages, `average = (average * 13 + change) / 14`. The index is a ratio of two of them, and the sums
 *   `sum = sum * 13 / 14 + change` have the same ratio without a division per candle. Until the 14th change is in, they
 *   are the sums of all rises and of all falls.
 * - The exponential average is kept as its distance to the first close. This also makes it exact in a flat market.
 *
 * @see Wilder, New Concepts in Technical Trading Systems (1978), section VI; TA-Lib's EMA and RSI
 */
export function walkWindow(candles: readonly FeatureCandle[], first: FeatureCandle): WindowPass {
  const count = candles.length;
  const firstClose = first.close;
  let { high, low } = first;
  let previousClose = firstClose;
  let doubleRises = 0;
  let doubleFalls = 0;
  let seed = 0;
  let ema = 0;

  let index = 1;
  for (let candle = candles[1]; candle !== undefined && index <= rsiPeriod; candle = candles[++index]) {
    const close = candle.close;
    const change = close - previousClose;
    const size = Math.abs(change);
    previousClose = close;
    doubleRises += size + change;
    doubleFalls += size - change;
    if (candle.high > high) high = candle.high;
    if (candle.low < low) low = candle.low;
    if (index < averagePeriod) {
      seed += close - firstClose;
      ema = seed / averagePeriod;
    } else {
      ema = ema * emaDecay + (close - firstClose) * emaWeight;
    }
  }

  let gains = doubleRises;
  let losses = doubleFalls;
  for (; index < count; index++) {
    const candle = candles[index];
    if (candle === undefined) break;
    const close = candle.close;
    const change = close - previousClose;
    const size = Math.abs(change);
    const doubleRise = size + change;
    const doubleFall = size - change;
    previousClose = close;
    doubleRises += doubleRise;
    doubleFalls += doubleFall;
    if (candle.high > high) high = candle.high;
    if (candle.low < low) low = candle.low;
    ema = ema * emaDecay + (close - firstClose) * emaWeight;
    gains = gains * rsiDecay + doubleRise;
    losses = losses * rsiDecay + doubleFall;
  }
  return {
    high,
    low,
    rises: doubleRises / 2,
    falls: doubleFalls / 2,
    ema: firstClose + ema,
    rsi: strengthIndex(gains, losses),
  };
}

/** Only gains give 100 and only losses 0, both exactly; neither gives 50. */
function strengthIndex(gains: number, losses: number): number {
  const both = gains + losses;
  return both === 0 ? 50 : 100 * (gains / both);
}
