import { spansOf } from "./candle-spans.ts";
import { usualDecimals } from "./decimals.ts";
import type { FeatureCandle, FeatureContext, Features } from "./features.ts";
import { averagePeriod, lastFive } from "./last-five.ts";
import { rsiPeriod, walkWindow } from "./window-pass.ts";

/**
 * Computes the figures of a window of closed candles. Pure: the same candles and context always give the same figures.
 *
 * Candles from before the window prove that it is covered, and go into no figure of the window. A figure over 24 hours is
 * null where they are not covered: where the first candle starts later than 5 % of them after their beginning, and no
 * earlier candle is known.
 *
 * @param candles oldest first, without doubles, every field a finite number. Gaps are fine: periods count candles.
 * @param context what is said about the window.
 * @returns every figure of {@link Features}; null where the candles are too few for its definition, never NaN.
 */
export function computeFeatures(candles: readonly FeatureCandle[], context: FeatureContext): Features {
  const { window, day, asOf } = spansOf(candles, context);
  const count = window.length;
  const first = window[0];
  if (first === undefined) return withoutCandles(context);

  const pass = walkWindow(window, first);
  const last = window[count - 1] ?? first;
  const beforeLast = window[count - 2];
  const five = count < averagePeriod ? undefined : lastFive(window, last.close);
  const dayFirst = day?.[0];
  const dayPass = day === null || dayFirst === undefined ? null : day === window ? pass : walkWindow(day, dayFirst);
  const hasDayChanges = day !== null && day.length > 1;
  const change = dayFirst === undefined ? null : last.close - dayFirst.open;
  return {
    rolling_avg: five === undefined ? null : five.average,
    ema: five === undefined ? null : pass.ema,
    rsi: count > rsiPeriod ? pass.rsi : null,
    bollinger_upper: five === undefined ? null : five.upperBand,
    bollinger_lower: five === undefined ? null : five.lowerBand,
    price_change: beforeLast === undefined ? null : last.close - beforeLast.close,
    volume_change: beforeLast === undefined ? null : last.volume - beforeLast.volume,
    daily_high: dayPass === null ? null : dayPass.high,
    daily_low: dayPass === null ? null : dayPass.low,
    buying_momentum: dayPass === null || !hasDayChanges ? null : dayPass.rises,
    selling_momentum: dayPass === null || !hasDayChanges ? null : dayPass.falls,
    last_close: last.close,
    change_24h: change,
    change_24h_pct:
      change === null || dayFirst === undefined || dayFirst.open === 0 ? null : (change / dayFirst.open) * 100,
    candle_count: count,
    expected_count: context.expectedCount,
    as_of: asOf,
    interval: context.granularity,
    decimals: context.decimals ?? usualDecimals,
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
    decimals: context.decimals ?? usualDecimals,
  };
}
