import type { FeatureCandle, Figure } from "../features.ts";
import type { Series } from "../series.ts";

/** What was traded, and at which price. */
export interface VolumePass {
  /** Sum of the volumes, in the base currency. */
  readonly volume: number;
  /** Mean of the typical prices (high, low and close by thirds), weighted by volume; null where nothing was traded. */
  readonly averagePrice: Figure;
}

/**
 * Walks once over candles. Prices are taken as differences to the last close, so that a price that never changed is its own
 * average to the last bit.
 */
export function walkVolumes(candles: readonly FeatureCandle[], lastClose: number): VolumePass {
  let volume = 0;
  let weighted = 0;
  for (let index = 0; index < candles.length; index++) {
    const candle = candles[index];
    if (candle === undefined) break;
    volume += candle.volume;
    weighted += (candle.high - lastClose + (candle.low - lastClose) + (candle.close - lastClose)) * candle.volume;
  }
  return { volume, averagePrice: volume > 0 ? lastClose + weighted / volume / 3 : null };
}

/** What was traded in some candles of a series, such as its window or its day; walked once, also where those are the same. */
export function volumesOf(series: Series, candles: readonly FeatureCandle[]): VolumePass {
  return series.once(candles, () => walkVolumes(candles, series.last.close));
}
