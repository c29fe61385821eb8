import type { FeatureCandle } from "./features.ts";

/** Candles in the averages and the bands. */
export const averagePeriod = 5;

/** Population standard deviations between the average and each band. */
const bandWidth = 2;

/** The moving average of the last closes and the Bollinger Bands around it, in the quote currency. */
export interface LastFive {
  readonly average: number;
  readonly upperBand: number;
  readonly lowerBand: number;
}

/**
 * Computes the average and the Bollinger Bands of the last 5 closes. The caller sees to it that there are 5 candles.
 *
 * Both passes work on differences: to the last close, then to the average. Equal closes so give an average that is
 * exactly the close and bands that are exactly the average, which a plain sum would miss by a rounding error.
 *
 * @see https://www.bollingerbands.com/bollinger-band-rules the deviation is the population's (divided by n), as in TA-Lib's BBANDS
 */
export function lastFive(candles: readonly FeatureCandle[], lastClose: number): LastFive {
  const from = candles.length - averagePeriod;
  let differences = 0;
  for (let index = from, candle = candles[index]; candle !== undefined; candle = candles[++index]) {
    differences += candle.close - lastClose;
  }
  const average = lastClose + differences / averagePeriod;

  let squares = 0;
  for (let index = from, candle = candles[index]; candle !== undefined; candle = candles[++index]) {
    const difference = candle.close - average;
    squares += difference * difference;
  }
  const halfWidth = bandWidth * Math.sqrt(squares / averagePeriod);
  return { average, upperBand: average + halfWidth, lowerBand: average - halfWidth };
}
