import { ServiceError } from "../platform/errors.ts";
import { type Candle, type Granularity, granularitySeconds } from "./candle.ts";

/** Fewer candles than this can't carry an insight. */
export const fewestCandles = 5;

/** The last candle may have closed this long before the window's end. */
export const staleAfterSeconds = 30 * 60;

/**
 * Checks that candles can be computed with: oldest first, no two for one interval, every number finite, prices above 0,
 * volume not below 0, low and high around open and close.
 *
 * @throws ServiceError `CANDLES_INVALID` (retryable: the next answer may be sound), naming the first candle that breaks it.
 */
export function assertSoundCandles(candles: readonly Candle[]): void {
  let previousStart = Number.NEGATIVE_INFINITY;
  for (const [index, candle] of candles.entries()) {
    const fault = faultOf(candle, previousStart);
    if (fault !== null) {
      const message = `Candle ${index + 1} of ${candles.length} (start ${candle.start}) ${fault}`;
      throw new ServiceError("CANDLES_INVALID", message, { retryable: true, details: { index, candle } });
    }
    previousStart = candle.start;
  }
}

function faultOf(candle: Candle, previousStart: number): string | null {
  for (const [field, value] of Object.entries(candle)) {
    if (!Number.isFinite(value)) return `has a ${field} that is not a finite number`;
  }
  const { start, open, high, low, close, volume } = candle;
  if (start === previousStart) return "stands there twice";
  if (start < previousStart) return "is older than the one before it";
  if (low <= 0) return `has a low of ${low}; prices are above 0`;
  if (volume < 0) return `has a volume of ${volume}; volumes are not below 0`;
  if (low > Math.min(open, close)) return `has a low of ${low} above its open or close`;
  if (high < Math.max(open, close)) return `has a high of ${high} below its open or close`;
  return null;
}

/**
 * Checks that sound candles say enough about now.
 *
 * @param asOf end of the window, UNIX seconds.
 * @throws ServiceError `NOT_ENOUGH_CANDLES` with fewer than {@link fewestCandles}; `MARKET_STALE` if the last one closed
 * more than {@link staleAfterSeconds} before `asOf`. Neither is retryable: they are answers, not failures.
 */
export function assertEnoughCandles(
  productId: string,
  candles: readonly Candle[],
  granularity: Granularity,
  asOf: number,
): void {
  const newest = candles.at(-1);
  if (newest === undefined || candles.length < fewestCandles) {
    const message = `${productId} has ${candles.length} candles in the window, fewer than ${fewestCandles}`;
    throw new ServiceError("NOT_ENOUGH_CANDLES", message, { details: { count: candles.length } });
  }
  const ageSeconds = asOf - (newest.start + granularitySeconds[granularity]);
  if (ageSeconds > staleAfterSeconds) {
    const message = `The last candle of ${productId} closed ${ageSeconds} seconds before the window's end`;
    throw new ServiceError("MARKET_STALE", message, { details: { ageSeconds } });
  }
}
