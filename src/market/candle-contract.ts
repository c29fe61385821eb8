import { type ErrorCode, ServiceError } from "../platform/errors.ts";
import { type Candle, type CandleSet, type Granularity, granularitySeconds } from "./candle.ts";

/** Fewer candles than this can't carry an insight. */
export const minCandles = 5;

/** However short its candles are, a market may be this old. */
const minAgeLimitSeconds = 30 * 60;

/** How old a market of such candles may be, now less its as-of, in seconds: 30 minutes, or two of its intervals. */
export function maxAgeSeconds(granularity: Granularity): number {
  return Math.max(minAgeLimitSeconds, 2 * granularitySeconds[granularity]);
}

/** No market comes near it, and the square of a greater number may be infinite. */
const greatestNumber = 1e100;

/** How a candle breaks the contract. */
interface CandleFault {
  readonly code: ErrorCode;
  /** Goes on from "Candle 3 of 288 (start 1700049300) ...". */
  readonly words: string;
}

/**
 * Checks that candles can be computed with: oldest first, no two for one interval, every number finite, every start on the
 * interval's grid, prices above 0, volume not below 0, low and high around open and close.
 *
 * @throws ServiceError (retryable: the next answer may be sound) that names the first candle that breaks it and has a code
 * for each way to: `CANDLE_NOT_FINITE`, `CANDLE_OFF_GRID`, `CANDLE_DUPLICATED`, `CANDLE_OUT_OF_ORDER`,
 * `CANDLE_PRICE_NOT_POSITIVE`, `CANDLE_VOLUME_NEGATIVE`, `CANDLE_LOW_TOO_HIGH`, `CANDLE_HIGH_TOO_LOW`.
 */
export function assertSoundCandles(candles: readonly Candle[], granularity: Granularity): void {
  const intervalSeconds = granularitySeconds[granularity];
  let previousStart = Number.NEGATIVE_INFINITY;
  candles.forEach((candle, index) => {
    const fault = faultOf(candle, previousStart, intervalSeconds);
    if (fault !== null) {
      const message = `Candle ${index + 1} of ${candles.length} (start ${candle.start}) ${fault.words}`;
      throw new ServiceError(fault.code, message, { retryable: true, details: { index, candle } });
    }
    previousStart = candle.start;
  });
}

/** Whether a candle, taken alone, keeps the contract. */
export function isSoundCandle(candle: Candle, granularity: Granularity): boolean {
  return faultOf(candle, Number.NEGATIVE_INFINITY, granularitySeconds[granularity]) === null;
}

/** The first fault that is named is that of the first field; lists that stand here cost no copy of each candle. */
const fields = ["start", "open", "high", "low", "close", "volume"] as const;
const prices = ["open", "high", "low", "close"] as const;

function faultOf(candle: Candle, previousStart: number, intervalSeconds: number): CandleFault | null {
  const { start, open, high, low, close, volume } = candle;
  if (!isComputable(start) || !isComputable(volume)) return numberFault(candle);
  if (!isComputable(open) || !isComputable(high) || !isComputable(low) || !isComputable(close))
    return numberFault(candle);
  if (start % intervalSeconds !== 0) {
    return { code: "CANDLE_OFF_GRID", words: `does not start at a multiple of ${intervalSeconds} seconds` };
  }
  if (start === previousStart) return { code: "CANDLE_DUPLICATED", words: "stands there twice" };
  if (start < previousStart) return { code: "CANDLE_OUT_OF_ORDER", words: "is older than the one before it" };
  if (open <= 0 || high <= 0 || low <= 0 || close <= 0) {
    const field = prices.find((price) => candle[price] <= 0) ?? "open";
    return { code: "CANDLE_PRICE_NOT_POSITIVE", words: `has ${aOrAn(field)} of ${candle[field]}; prices are above 0` };
  }
  if (volume < 0) {
    return { code: "CANDLE_VOLUME_NEGATIVE", words: `has a volume of ${volume}; volumes are not below 0` };
  }
  if (low > Math.min(open, close)) {
    return { code: "CANDLE_LOW_TOO_HIGH", words: `has a low of ${low} above its open or close` };
  }
  if (high < Math.max(open, close)) {
    return { code: "CANDLE_HIGH_TOO_LOW", words: `has a high of ${high} below its open or close` };
  }
  return null;
}

function isComputable(number: number): boolean {
  return Math.abs(number) <= greatestNumber;
}

function numberFault(candle: Candle): CandleFault {
  const code = "CANDLE_NOT_FINITE";
  const strange = fields.find((field) => !Number.isFinite(candle[field]));
  if (strange !== undefined) return { code, words: `has a ${strange} that is not a finite number` };
  const great = fields.find((field) => Math.abs(candle[field]) > greatestNumber) ?? "start";
  return { code, words: `has ${aOrAn(great)} of ${candle[great]}, beyond what can be computed with` };
}

function aOrAn(field: string): string {
  return field === "open" ? "an open" : `a ${field}`;
}

/**
 * Checks that candles say enough about the present.
 *
 * @param nowSeconds UNIX seconds: a market's age is now less its as-of.
 * @throws ServiceError `MARKET_STALE` if that is more than {@link maxAgeSeconds}, and `NOT_ENOUGH_CANDLES` with fewer than
 * {@link minCandles} in the window. Of a product with few candles it is said that they are few, unless the window has
 * none at all and an older one is known. Neither is retryable: they are answers, not failures.
 */
export function assertEnoughCandles(
  productId: string,
  { candles, earlier, asOf }: Pick<CandleSet, "candles" | "earlier" | "asOf">,
  granularity: Granularity,
  nowSeconds: number,
): void {
  const count = candles.length;
  const isKnown = count > 0 || earlier !== undefined;
  if (count < minCandles && (count > 0 || !isKnown)) {
    const message = `${productId} has ${count} candles in the window, fewer than ${minCandles}`;
    throw new ServiceError("NOT_ENOUGH_CANDLES", message, { details: { count } });
  }
  const ageSeconds = Math.floor(nowSeconds - asOf);
  if (count === 0 || ageSeconds > maxAgeSeconds(granularity)) {
    const message = `The last candle of ${productId} closed ${ageSeconds} seconds ago, more than ${maxAgeSeconds(granularity)}`;
    throw new ServiceError("MARKET_STALE", message, { details: { ageSeconds } });
  }
}
