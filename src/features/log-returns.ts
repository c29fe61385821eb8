import type { FeatureCandle } from "./features.ts";

/**
 * The sample standard deviation (divided by n - 1) of the logarithmic returns between consecutive closes. The caller sees to it
 * that there are 3 candles; closes that are not above 0 give NaN or infinity.
 *
 * The mean of the returns is known beforehand, from the first and the last close: the deviations from it are summed, and what
 * rounding left of their sum is taken out again. Equal returns so come to nothing.
 */
export function deviationOfReturns(candles: readonly FeatureCandle[]): number {
  const [first, last] = [candles[0], candles[candles.length - 1]];
  if (first === undefined || last === undefined) return Number.NaN;
  const count = candles.length - 1;
  const mean = Math.log(last.close / first.close) / count;
  let previousClose = first.close;
  let sum = 0;
  let squares = 0;
  let index = 1;
  for (let candle = candles[index]; candle !== undefined; candle = candles[++index]) {
    // Of a change by a billionth the plain logarithm of the quotient would keep seven digits.
    const deviation = Math.log1p((candle.close - previousClose) / previousClose) - mean;
    previousClose = candle.close;
    sum += deviation;
    squares += deviation * deviation;
  }
  return Math.sqrt(Math.max(0, squares - (sum * sum) / count) / (count - 1));
}
