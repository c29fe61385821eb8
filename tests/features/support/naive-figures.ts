import type { FeatureCandle, Figure } from "../../../src/features/index.ts";

/** The figures that have a definition, computed the slow way: every sum by its formula, nothing carried along. */
export interface NaiveFigures {
  readonly rolling_avg: Figure;
  readonly ema: Figure;
  readonly rsi: Figure;
  readonly bollinger_upper: Figure;
  readonly bollinger_lower: Figure;
  readonly price_change: Figure;
  readonly volume_change: Figure;
  readonly daily_high: Figure;
  readonly daily_low: Figure;
  readonly buying_momentum: Figure;
  readonly selling_momentum: Figure;
  readonly last_close: Figure;
  readonly change_24h: Figure;
  readonly change_24h_pct: Figure;
}

/** A second implementation of the definitions, for comparison: plain arrays, one formula after the other. */
export function naiveFigures(candles: readonly FeatureCandle[]): NaiveFigures {
  const closes = candles.map((candle) => candle.close);
  const volumes = candles.map((candle) => candle.volume);
  const changes = closes.slice(1).map((close, index) => close - (closes[index] ?? Number.NaN));
  const rises = changes.map((change) => Math.max(change, 0));
  const falls = changes.map((change) => Math.max(-change, 0));
  const lastFive = closes.slice(-5);
  const hasFive = closes.length >= 5;
  const average = mean(lastFive);
  const deviation = Math.sqrt(mean(lastFive.map((close) => (close - average) ** 2)));
  const lastClose = closes.at(-1) ?? null;
  const firstOpen = candles[0]?.open ?? null;
  const dayChange = lastClose === null || firstOpen === null ? null : lastClose - firstOpen;
  return {
    rolling_avg: hasFive ? average : null,
    ema: hasFive ? closes.slice(5).reduce((ema, close) => (close * 2 + ema * 4) / 6, mean(closes.slice(0, 5))) : null,
    rsi: changes.length >= 14 ? strength(wilderAverage(rises), wilderAverage(falls)) : null,
    bollinger_upper: hasFive ? average + 2 * deviation : null,
    bollinger_lower: hasFive ? average - 2 * deviation : null,
    price_change: changes.at(-1) ?? null,
    volume_change: volumes.length >= 2 ? (volumes.at(-1) ?? 0) - (volumes.at(-2) ?? 0) : null,
    daily_high: candles.length === 0 ? null : Math.max(...candles.map((candle) => candle.high)),
    daily_low: candles.length === 0 ? null : Math.min(...candles.map((candle) => candle.low)),
    buying_momentum: changes.length === 0 ? null : sum(rises),
    selling_momentum: changes.length === 0 ? null : sum(falls),
    last_close: lastClose,
    change_24h: dayChange,
    change_24h_pct: dayChange === null || firstOpen === null || firstOpen === 0 ? null : (100 * dayChange) / firstOpen,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function wilderAverage(changes: readonly number[]): number {
  return changes.slice(14).reduce((average, change) => (average * 13 + change) / 14, mean(changes.slice(0, 14)));
}

function strength(averageGain: number, averageLoss: number): number {
  if (averageGain === 0 && averageLoss === 0) return 50;
  if (averageLoss === 0) return 100;
  return 100 - 100 / (1 + averageGain / averageLoss);
}
