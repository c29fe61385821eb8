import type { FeatureCandle } from "../features.ts";

/** Candles in the short averages and their bands. */
export const averagePeriod = 5;

/** Candles in the long bands and the average between them. */
export const longPeriod = 20;

/** Population standard deviations between the average and each band. */
const bandWidth = 2;

/** The moving average of the last closes and the Bollinger Bands around it, in the quote currency. */
export interface LastCloses {
  readonly average: number;
  readonly upperBand: number;
  readonly lowerBand: number;
}

/**
 * Computes the average and the Bollinger Bands of the last closes. The caller sees to it that there are `period` candles.
 *
 * All closes are taken as differences to the last one. Equal closes so give an average that is exactly the close and bands
 * that are exactly the average. And as one of the differences is 0, the variance is at least their mean's square divided by
 * `period - 1`: "mean of the squares less square of the mean" loses at most two digits over 50 closes, and one pass is
 * enough.
 *
 * @see https://www.bollingerbands.com/bollinger-band-rules the deviation is the population's (divided by n), as in TA-Lib's BBANDS
 */
export function lastCloses(candles: readonly FeatureCandle[], lastClose: number, period: number): LastCloses {
  let sum = 0;
  let squares = 0;
  let index = candles.length - period;
  for (let candle = candles[index]; candle !== undefined; candle = candles[++index]) {
    const difference = candle.close - lastClose;
    sum += difference;
    squares += difference * difference;
  }
  const mean = sum / period;
  const halfWidth = bandWidth * Math.sqrt(squares / period - mean * mean);
  const average = lastClose + mean;
  return { average, upperBand: average + halfWidth, lowerBand: average - halfWidth };
}
