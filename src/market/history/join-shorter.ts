import { aggregateCandles } from "./aggregate-candles.ts";
import { type Candle, type Granularity, granularitySeconds, isGranularity } from "../candle.ts";
import { assertSoundCandles, isSoundCandle } from "../candle-contract.ts";
import { selectWindow } from "../parse-candles.ts";
import { settleDoubles } from "../settle-doubles.ts";

/**
 * Joins collected candles that are shorter than the wanted ones: twelve of five minutes become one of an hour. Of an interval
 * that the rows only begin or end in, a part would be missing: none is made of it. Gaps inside are intervals without trades.
 *
 * @param fromSeconds UNIX seconds: what can't be used of rows from before then is left out. Default: all count.
 * @returns the rows as they are where they are not shorter, don't fit into the wanted length, or one has no start: whoever reads
 * them says what is wrong with them.
 * @throws ServiceError what `assertSoundCandles` throws for a row that can't be used.
 */
export function joinShorter(
  rows: readonly Candle[],
  wanted: Granularity,
  fromSeconds = Number.NEGATIVE_INFINITY,
): readonly Candle[] {
  const wantedSeconds = granularitySeconds[wanted];
  if (rows.some(({ start }) => !Number.isFinite(start))) return rows;
  const candles = joinable(rows);
  const stepSeconds = smallestStep(candles);
  const shorter = Object.keys(granularitySeconds)
    .filter(isGranularity)
    .find((name) => granularitySeconds[name] === stepSeconds);
  if (shorter === undefined || stepSeconds >= wantedSeconds || wantedSeconds % stepSeconds !== 0) return rows;
  const usable = candles.filter(
    (candle, index) =>
      candle.start >= fromSeconds || (isSoundCandle(candle, shorter) && candle.start !== candles[index - 1]?.start),
  );
  assertSoundCandles(usable, shorter);
  const [first, last] = [usable[0]?.start ?? 0, usable.at(-1)?.start ?? 0];
  return aggregateCandles(usable, wantedSeconds).filter(
    ({ start }) => start >= first && start + wantedSeconds <= last + stepSeconds,
  );
}

/** Rows oldest first, the fullest of those that tell one interval. */
export function joinable(rows: readonly Candle[]): readonly Candle[] {
  const whole = { startSeconds: Number.NEGATIVE_INFINITY, endSeconds: Number.POSITIVE_INFINITY };
  return settleDoubles(selectWindow(rows, whole)).candles;
}

/** The smallest distance between two candles, which are sorted: their length, unless no two neighbours were traded. */
export function smallestStep(candles: readonly Candle[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const [index, { start }] of candles.entries()) {
    const step = start - (candles[index - 1]?.start ?? Number.NaN);
    if (step > 0) smallest = Math.min(smallest, step);
  }
  return smallest;
}
