import type { FeatureCandle, Figure } from "./features.ts";
import type { Series } from "./series.ts";

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
  for (const candle of candles) {
    volume += candle.volume;
    weighted += (candle.high - lastClose + (candle.low - lastClose) + (candle.close - lastClose)) * candle.volume;
  }
  return { volume, averagePrice: volume > 0 ? lastClose + weighted / volume / 3 : null };
}

/** What was traded over the last 24 hours; null where the candles do not cover them. */
export function volumesOfDay(series: Series): VolumePass | null {
  const { day } = series;
  return day === null ? null : series.once(walkVolumes, () => walkVolumes(day.candles, series.last.close));
}
