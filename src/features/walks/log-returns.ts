import type { FeatureCandle } from "../features.ts";

/**
 * The sample standard deviation (divided by n - 1) of the logarithmic returns between consecutive closes. The caller sees to it
 * that there are 3 candles; closes that are not above 0 give NaN or infinity.
 *
 * The mean of the returns is known beforehand, from the first and the last close, so one walk sums the squared deviations from
 * it, and equal returns come to nothing.
 */
export function deviationOfReturns(candles: readonly FeatureCandle[]): number {
  const [first, last] = [candles[0], candles[candles.length - 1]];
  if (first === undefined || last === undefined) return Number.NaN;
  const count = candles.length - 1;
  const mean = Math.log(last.close / first.close) / count;
  let previousClose = first.close;
  let squares = 0;
  for (let index = 1; index <= count; index++) {
    const candle = candles[index];
    if (candle === undefined) break;
    const deviation = logOfQuotient(candle.close, previousClose) - mean;
    previousClose = candle.close;
    squares += deviation * deviation;
  }
  return Math.sqrt(squares / (count - 1));
}

/** Up to here, a price that is 1 % off, the terms of the series that are left out are below the last bit. */
const maxSquare = 0.005 ** 2;

/**
 * `ln(price / before)`. Of a change by a billionth the logarithm of the quotient would keep seven digits. Small changes take
 * the first terms of the series of `2 artanh(z)`, a third of the time that `Math.log1p` takes.
 */
function logOfQuotient(price: number, before: number): number {
  const z = (price - before) / (price + before);
  const square = z * z;
  if (!(square < maxSquare)) return Math.log1p((price - before) / before);
  return 2 * z * (1 + square * (1 / 3 + square * (1 / 5 + square / 7)));
}
