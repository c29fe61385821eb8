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
 * All closes are taken as differences to the last one. Equal closes so give an average that is exactly the close and bands
 * that are exactly the average. And as one of the differences is 0, the variance is at least a quarter of their mean's
 * square: "mean of the squares less square of the mean" loses no digits here, and one pass is enough.
 *
 * @see https://www.bollingerbands.com/bollinger-band-rules the deviation is the population's (divided by n), as in TA-Lib's BBANDS
 */
export function lastFive(candles: readonly FeatureCandle[], lastClose: number): LastFive {
  let sum = 0;
  let squares = 0;
  let index = candles.length - averagePeriod;
  for (let candle = candles[index]; candle !== undefined; candle = candles[++index]) {
    const difference = candle.close - lastClose;
    sum += difference;
    squares += difference * difference;
  }
  const mean = sum / averagePeriod;
  const halfWidth = bandWidth * Math.sqrt(squares / averagePeriod - mean * mean);
  const average = lastClose + mean;
  return { average, upperBand: average + halfWidth, lowerBand: average - halfWidth };
}
