import { ServiceError } from "../platform/errors.ts";
import { type Candle, type Granularity, granularitySeconds } from "./candle.ts";

/** Below this chance that a quiet market looks so, candles are of another length. */
const minChance = 1 / 200;

/**
 * Checks that sound candles are of the length that was asked for, and not of a longer one: candles of 15 minutes stand on
 * the grid of 5 minutes, too, and every figure of them would be another.
 *
 * Where all candles lie whole multiples of some longer interval apart, a market with that few trades looks the same. Of
 * trades that fall into intervals at random, each candle does so with a chance of one to the number of intervals between;
 * candles are refused where all of them together do with less than 1 in 200. That needs five candles of 15 minutes, or
 * three hours of them, and a product with so few trades is seldom as regular.
 *
 * @throws ServiceError `CANDLE_LENGTH_WRONG` (retryable: the next answer may be sound).
 */
export function assertOfLength(candles: readonly Candle[], granularity: Granularity): void {
  const [first, second] = candles;
  if (first === undefined || second === undefined) return;
  const intervalSeconds = granularitySeconds[granularity];
  const stepSeconds = commonStep(candles);
  const times = stepSeconds / intervalSeconds;
  if (times <= 1) return;
  const stands = first.start % stepSeconds === 0 ? candles.length : candles.length - 1;
  if (times ** -stands >= minChance) return;
  const message = `All ${candles.length} candles lie multiples of ${stepSeconds} seconds apart; candles of ${intervalSeconds} seconds were asked for`;
  throw new ServiceError("CANDLE_LENGTH_WRONG", message, { retryable: true, details: { stepSeconds } });
}

/** The greatest number of seconds that all distances between neighbours are multiples of. */
function commonStep(candles: readonly Candle[]): number {
  let common = 0;
  let previous = candles[0]?.start ?? 0;
  for (const { start } of candles) {
    common = greatestDivisor(common, start - previous);
    previous = start;
  }
  return common;
}

function greatestDivisor(one: number, other: number): number {
  let [greater, smaller] = [one, other];
  while (smaller !== 0) [greater, smaller] = [smaller, greater % smaller];
  return greater;
}
