/**
 * One candle: what was traded in the interval that begins at `start`.
 *
 * Prices are in the quote currency, `volume` in the base currency, `start` in UNIX seconds.
 */
export interface Candle {
  readonly start: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/**
 * Coinbase's candle lengths, in seconds.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-candles
 */
export const granularitySeconds = {
  ONE_MINUTE: 60,
  FIVE_MINUTE: 300,
  FIFTEEN_MINUTE: 900,
  THIRTY_MINUTE: 1_800,
  ONE_HOUR: 3_600,
  TWO_HOUR: 7_200,
  FOUR_HOUR: 14_400,
  SIX_HOUR: 21_600,
  ONE_DAY: 86_400,
} as const;

/** The name of a candle length, as Coinbase spells it. */
export type Granularity = keyof typeof granularitySeconds;

/** Whether `name` is a candle length that Coinbase knows. */
export function isGranularity(name: string): name is Granularity {
  return Object.hasOwn(granularitySeconds, name);
}

/** The start of the interval that is forming at `timeMs`: everything before it has closed. UNIX seconds. */
export function asOfSeconds(timeMs: number, granularity: Granularity): number {
  const intervalSeconds = granularitySeconds[granularity];
  return Math.floor(timeMs / 1_000 / intervalSeconds) * intervalSeconds;
}

/** Which candles are wanted: those that start in `[startSeconds, endSeconds)`. Both are UNIX seconds on the interval's grid. */
export interface CandleQuery {
  readonly productId: string;
  readonly granularity: Granularity;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** How many candles the window holds if every interval had trades. */
export function expectedCount({ granularity, startSeconds, endSeconds }: CandleQuery): number {
  return (endSeconds - startSeconds) / granularitySeconds[granularity];
}

/** Where candles came from: Coinbase, or the history that the platform has collected in its bucket. */
export type CandleOrigin = "coinbase" | "history";

/** What stood in for the true market: a made-up one, or recorded candles moved to the present. */
export type StandIn = "synthetic" | "replayed";

/** Candles that keep the contract: oldest first, no doubles, every value sound, none forming. */
export interface CandleSet {
  readonly origin: CandleOrigin;
  /** Absent where the candles are of the true market. */
  readonly standIn?: StandIn;
  /** At how many seconds past midnight, UTC, the market's days begin; absent where it is midnight, as of every true market. */
  readonly dayBeginSeconds?: number;
  readonly candles: readonly Candle[];
  /** The newest sound candle from before the window, where one is known: it proves that the window is covered. */
  readonly earlier?: Candle;
  /** How many the window would hold if every interval had trades. */
  readonly expectedCount: number;
  /** End of the window that was asked for, UNIX seconds: every candle has closed by then. */
  readonly windowEnd: number;
  /** When the newest candle that is known closed, UNIX seconds; the window's end where none is. */
  readonly asOf: number;
  /** Decimals that the market quotes its prices with, 2 to 10. */
  readonly decimals: number;
  /** SHA-256 (hex) of the candles, see `hashCandles`. The same candles have the same hash wherever they came from. */
  readonly sha256: string;
  /** The object that a history was read from; absent otherwise. */
  readonly objectKey?: string;
  /** Why these candles are not Coinbase's; absent where they are. It quotes nothing that came from outside. */
  readonly fallbackReason?: string;
  /** What was odd about the answers: a few short sentences without a full stop. Absent where nothing was. */
  readonly notes?: readonly string[];
}
