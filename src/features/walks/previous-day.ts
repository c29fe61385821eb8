import { daySeconds, indexFrom, mayLack, secondsOfCandle } from "./candle-spans.ts";
import type { CandleSeries, FeatureCandle, FeatureContext } from "../features.ts";

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
  const start = end - daySeconds;
  const [from, to] = [indexFrom(candles, start), indexFrom(candles, end)];
  const [first, last] = [candles[from], candles[to - 1]];
  if (first === undefined || last === undefined || from >= to) return null;
  const room = mayLack * daySeconds;
  const isBegun = from > 0 || first.start <= start + room;
  const isEnded = to < candles.length || last.start + (secondsOfCandle(granularity) ?? 0) >= end - room;
  return isBegun && isEnded ? candles.slice(from, to) : null;
}
