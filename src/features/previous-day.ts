import { candlesFrom, daySeconds, mayLack, secondsOfCandle } from "./candle-spans.ts";
import type { CandleSeries, FeatureCandle, FeatureContext } from "./features.ts";

/**
 * The candles of the UTC day before the one that the window ends in; null where no series covers it. At midnight the day that
 * has just ended is the previous one.
 *
 * A day is covered where its candles begin within 5 % of its beginning, or an earlier candle is known, and likewise at its
 * end. Gaps inside are normal.
 *
 * @param candles the window's own series. Where it does not cover the day, `context.previousDay` is looked at.
 */
export function previousDayOf(
  candles: readonly FeatureCandle[],
  context: FeatureContext,
): readonly FeatureCandle[] | null {
  const { previousDay, dayBeginSeconds = 0 } = context;
  const end = Math.floor((context.asOf - dayBeginSeconds) / daySeconds) * daySeconds + dayBeginSeconds;
  const own = dayUntil(end, { candles, granularity: context.granularity });
  return own ?? (previousDay === undefined ? null : dayUntil(end, previousDay));
}

function dayUntil(end: number, { candles, granularity }: CandleSeries): readonly FeatureCandle[] | null {
  const from = candlesFrom(candles, end - daySeconds);
  const after = candlesFrom(from, end);
  const day = after === from ? [] : from.slice(0, from.length - after.length);
  const [oldest, first, last] = [candles[0], day[0], day[day.length - 1]];
  if (oldest === undefined || first === undefined || last === undefined) return null;
  const room = mayLack * daySeconds;
  const isBegun = oldest.start < end - daySeconds || first.start <= end - daySeconds + room;
  const isEnded = after.length > 0 || last.start + (secondsOfCandle(granularity) ?? 0) >= end - room;
  return isBegun && isEnded ? day : null;
}
