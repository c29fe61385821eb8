import type { FeatureCandle } from "../features.ts";
import { averagePeriod } from "./last-closes.ts";

/** What is left of the distance between a close and the exponential moving average after one more candle. */
const emaDecay = 1 - 2 / (averagePeriod + 1);

/** Changes in the first averages of the RSI. */
export const rsiPeriod = 14;

/** What is left of a smoothed gain or loss after one more candle. */
const rsiDecay = (rsiPeriod - 1) / rsiPeriod;

/** Smoothed gains and losses below this are about to lose digits: doubles end at 1e-308. No price moves by so little. */
const vanishingSum = 1e-250;

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
 * Walks once over a window, `first` being its first candle. Four things make it fast:
 *
 * - `|change| + change` is twice the rise and `|change| - change` twice the fall: no branch that a processor would guess
 *   wrong every other time. Doubling is exact, so halving at the end loses nothing.
 * - Wilder smooths averages, `average = (average * 13 + change) / 14`. The index is a ratio of two of them, and the sums
 *   `sum = sum * 13 / 14 + change` have the same ratio without a division per candle. Until the 14th change is in, they
 *   are the sums of all rises and of all falls.
 * - Of the exponential average only its lag is kept, the last close minus the average. It takes the change that is there
 *   already, is exactly 0 in a flat market, and stays as precise as the last close however far the price has fallen.
 * - After the first 14 changes, and one to three more so that it comes out even, candles are taken four at a time: 1.95
 *   instead of 2.36 ns a candle over 288 of them, for there is less to check and to jump.
 *
 * @see Wilder, New Concepts in Technical Trading Systems (1978), section VI; TA-Lib's EMA and RSI
 */
export function walkWindow(candles: readonly FeatureCandle[], first: FeatureCandle): WindowPass {
  const count = candles.length;
  let { high, low, close: previousClose } = first;
  let doubleRises = 0;
  let doubleFalls = 0;
  let emaLag = 0;
  let gains = 0;
  let losses = 0;

  let index = 1;
  for (; index <= rsiPeriod || (count - index) % 4 !== 0; index++) {
    const candle = candles[index];
    if (candle === undefined) break;
    const change = candle.close - previousClose;
    const rise = Math.abs(change) + change;
    const fall = Math.abs(change) - change;
    previousClose = candle.close;
    doubleRises += rise;
    doubleFalls += fall;
    if (candle.high > high) high = candle.high;
    if (candle.low < low) low = candle.low;
    // The average begins as a mean: the n-th change moves the close further from n of its five closes.
    if (index < averagePeriod) emaLag += (index * change) / averagePeriod;
    else emaLag = (emaLag + change) * emaDecay;
    gains = index <= rsiPeriod ? doubleRises : gains * rsiDecay + rise;
    losses = index <= rsiPeriod ? doubleFalls : losses * rsiDecay + fall;
  }

  for (; index < count; index += 4) {
    const [a, b, c, d] = [candles[index], candles[index + 1], candles[index + 2], candles[index + 3]];
    if (a === undefined || b === undefined || c === undefined || d === undefined) break;
    const changeA = a.close - previousClose;
    const changeB = b.close - a.close;
    const changeC = c.close - b.close;
    const changeD = d.close - c.close;
    const riseA = Math.abs(changeA) + changeA;
    const riseB = Math.abs(changeB) + changeB;
    const riseC = Math.abs(changeC) + changeC;
    const riseD = Math.abs(changeD) + changeD;
    const fallA = Math.abs(changeA) - changeA;
    const fallB = Math.abs(changeB) - changeB;
    const fallC = Math.abs(changeC) - changeC;
    const fallD = Math.abs(changeD) - changeD;
    previousClose = d.close;
    if (a.high > high) high = a.high;
    if (b.high > high) high = b.high;
    if (c.high > high) high = c.high;
    if (d.high > high) high = d.high;
    if (a.low < low) low = a.low;
    if (b.low < low) low = b.low;
    if (c.low < low) low = c.low;
    if (d.low < low) low = d.low;
    doubleRises += riseA + riseB + riseC + riseD;
    doubleFalls += fallA + fallB + fallC + fallD;
    emaLag = ((((emaLag + changeA) * emaDecay + changeB) * emaDecay + changeC) * emaDecay + changeD) * emaDecay;
    gains = (((gains * rsiDecay + riseA) * rsiDecay + riseB) * rsiDecay + riseC) * rsiDecay + riseD;
    losses = (((losses * rsiDecay + fallA) * rsiDecay + fallB) * rsiDecay + fallC) * rsiDecay + fallD;
  }
  return {
    high,
    low,
    rises: doubleRises / 2,
    falls: doubleFalls / 2,
    ema: previousClose - emaLag,
    rsi: strengthIndex(gains, losses, candles, first),
  };
}

/**
 * Only gains give 100 and only losses 0, both exactly; neither gives 50.
 *
 * Unchanged closes shrink gains and losses alike and leave their ratio. So where they stood still for so long that both
 * vanish (9,500 candles or more), the index is the one of the window up to its last change.
 */
function strengthIndex(gains: number, losses: number, candles: readonly FeatureCandle[], first: FeatureCandle): number {
  const both = gains + losses;
  if (both < vanishingSum) {
    const moving = upToLastChange(candles);
    if (moving.length < candles.length) return walkWindow(moving, first).rsi;
  }
  return both === 0 ? 50 : 100 * (gains / both);
}

/** The window without the unchanged closes at its end. */
function upToLastChange(candles: readonly FeatureCandle[]): readonly FeatureCandle[] {
  let count = candles.length;
  while (count > 1 && candles[count - 1]?.close === candles[count - 2]?.close) count--;
  return candles.slice(0, count);
}
