import type { FeatureCandle } from "../features.ts";
import type { Series } from "../series.ts";

const fastPeriod = 12;
const slowPeriod = 26;
const signalPeriod = 9;

/** Candles until the signal line has its first value. */
export const macdCandles = slowPeriod + signalPeriod - 1;

/** What is left of the distance between a close and each average after one more candle. */
const fastDecay = 1 - 2 / (fastPeriod + 1);
const slowDecay = 1 - 2 / (slowPeriod + 1);
const signalWeight = 2 / (signalPeriod + 1);

/** Moving average convergence and divergence, in the quote currency. */
export interface MacdPass {
  /** The fast average minus the slow one. */
  readonly line: number;
  /** The exponential average of that difference. */
  readonly signal: number;
}

/**
 * Walks once over a window of at least 34 candles.
 *
 * Both averages begin at the 26th candle, each as the mean of the closes up to it: of 12 and of 26. The signal begins as the
 * mean of the first 9 differences. Of each average only its lag is kept, the last close minus the average: a flat market so
 * gives exactly 0, and prices that have fallen far lose no digits.
 *
 * @see https://github.com/TA-Lib/ta-lib/blob/main/src/ta_func/ta_MACD.c
 */
export function walkMacd(candles: readonly FeatureCandle[]): MacdPass {
  let previousClose = candles[0]?.close ?? 0;
  let fastLag = 0;
  let slowLag = 0;
  let line = 0;
  let signal = 0;
  let index = 1;
  // A mean's lag: the n-th change moves the close further from n of the closes that are averaged.
  for (; index < slowPeriod; index++) {
    const candle = candles[index];
    if (candle === undefined) break;
    const change = candle.close - previousClose;
    previousClose = candle.close;
    slowLag += (index * change) / slowPeriod;
    const inFast = index - (slowPeriod - fastPeriod);
    if (inFast > 0) fastLag += (inFast * change) / fastPeriod;
  }
  line = slowLag - fastLag;
  signal = line / signalPeriod;
  for (; index < candles.length; index++) {
    const candle = candles[index];
    if (candle === undefined) break;
    const change = candle.close - previousClose;
    previousClose = candle.close;
    fastLag = (fastLag + change) * fastDecay;
    slowLag = (slowLag + change) * slowDecay;
    line = slowLag - fastLag;
    if (index < macdCandles) signal += line / signalPeriod;
    else signal = signal * (1 - signalWeight) + line * signalWeight;
  }
  return { line, signal };
}

/** What a walk over the window of a series finds out; walked once. */
export function macdOf(series: Series): MacdPass {
  return series.once(walkMacd, () => walkMacd(series.window));
}
