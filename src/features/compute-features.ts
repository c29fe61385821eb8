import type { FeatureCandle, FeatureContext, Features } from "./features.ts";
import { averagePeriod, lastFive } from "./last-five.ts";
import { rsiPeriod, walkWindow } from "./window-pass.ts";

/**
 * Computes the figures of a window of closed candles. Pure: the same candles and context always give the same figures.
 *
 * @param candles oldest first, without doubles, every field a finite number. Gaps are fine: periods count candles.
 * @param context what is said about the window; it goes into the figures as it is.
 * @returns every figure of {@link Features}; null where the candles are too few for its definition, never NaN.
 */
export function computeFeatures(candles: readonly FeatureCandle[], context: FeatureContext): Features {
  const count = candles.length;
  const first = candles[0];
  if (first === undefined) return withoutCandles(context);

  const pass = walkWindow(candles, first);
  const last = candles[count - 1] ?? first;
  const beforeLast = candles[count - 2];
  const five = count < averagePeriod ? undefined : lastFive(candles, last.close);
  const change = last.close - first.open;
  return {
    rolling_avg: five === undefined ? null : five.average,
    ema: five === undefined ? null : pass.ema,
    rsi: count > rsiPeriod ? pass.rsi : null,
    bollinger_upper: five === undefined ? null : five.upperBand,
    bollinger_lower: five === undefined ? null : five.lowerBand,
    price_change: beforeLast === undefined ? null : last.close - beforeLast.close,
    volume_change: beforeLast === undefined ? null : last.volume - beforeLast.volume,
    daily_high: pass.high,
    daily_low: pass.low,
    buying_momentum: beforeLast === undefined ? null : pass.rises,
    selling_momentum: beforeLast === undefined ? null : pass.falls,
    last_close: last.close,
    change_24h: change,
    change_24h_pct: first.open === 0 ? null : (change / first.open) * 100,
    candle_count: count,
    expected_count: context.expectedCount,
    as_of: context.asOf,
    interval: context.granularity,
  };
}

function withoutCandles(context: FeatureContext): Features {
  return {
    rolling_avg: null,
    ema: null,
    rsi: null,
    bollinger_upper: null,
    bollinger_lower: null,
    price_change: null,
    volume_change: null,
    daily_high: null,
    daily_low: null,
    buying_momentum: null,
    selling_momentum: null,
    last_close: null,
    change_24h: null,
    change_24h_pct: null,
    candle_count: 0,
    expected_count: context.expectedCount,
    as_of: context.asOf,
    interval: context.granularity,
  };
}
