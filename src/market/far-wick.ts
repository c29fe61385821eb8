import type { Candle } from "./candle.ts";

/** A high or low this many times off its open and close is no usual trade. */
const farTimes = 3;

/** Tells whether a high lies so far above its open and close that it may be a single odd trade. */
export function isFarAbove(high: number, open: number, close: number): boolean {
  return high > farTimes * Math.max(open, close);
}

/** Tells whether a low lies so far below its open and close that it may be a single odd trade. */
export function isFarBelow(low: number, open: number, close: number): boolean {
  return low * farTimes < Math.min(open, close);
}

/**
 * Notes the wicks that lie far off their candle's open and close.
 *
 * Such a candle is kept and told as it is. Coinbase's own chart shows the same high and low, so a trader finds them there;
 * and to refuse it would silence the product until it leaves the window, a day later. Only the day's high and low are made
 * of wicks: all other figures are made of opens, closes and volumes.
 */
export function noteFarWicks(candles: readonly Candle[]): string[] {
  return candles.flatMap(({ start, open, high, low, close }) => [
    ...(isFarAbove(high, open, close)
      ? [`the candle that starts at ${start} has a high of ${high}, over ${farTimes} times its open and close`]
      : []),
    ...(isFarBelow(low, open, close)
      ? [`the candle that starts at ${start} has a low of ${low}, below a third of its open and close`]
      : []),
  ]);
}
