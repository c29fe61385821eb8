/**
 * One candle, as the figures need it. `start` is in UNIX seconds, prices in the quote currency, `volume` in the base
 * currency. This room imports nothing, so it says for itself what it takes.
 */
export interface FeatureCandle {
  readonly start: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** A figure, or null where too few candles stand behind it. Never NaN. */
export type Figure = number | null;

/** How much data stands behind the figures, and when. */
export interface Counts {
  readonly candle_count: number;
  /** How many candles the window would hold if every interval had trades. */
  readonly expected_count: number;
  /** When the newest candle closed, UNIX seconds: what the figures are true of. The window may end later. */
  readonly as_of: number;
  /** The candles' length, as Coinbase names it: `FIVE_MINUTE`. */
  readonly interval: string;
  /** Decimals that the market quotes its prices with, 2 to 10. Absent in what earlier versions wrote: 2. */
  readonly decimals?: number;
}

/** What the figures are computed for. */
export interface FeatureContext {
  /** End of the window, UNIX seconds: every candle has closed by then. */
  readonly asOf: number;
  /** The candles' length, as Coinbase names it: `FIVE_MINUTE`. */
  readonly granularity: string;
  /** How many candles the window would hold if every interval had trades. */
  readonly expectedCount: number;
  /** Decimals that the market quotes its prices with, 2 to 10. Default 2. */
  readonly decimals?: number;
  /** At how many seconds past midnight, UTC, the market's days begin. Default 0; only recorded candles are moved off it. */
  readonly dayBeginSeconds?: number;
  /**
   * A further series of the same market that holds the UTC day before `asOf`, for figures of that day. It is looked at where
   * the window's own series does not cover the day.
   */
  readonly previousDay?: CandleSeries;
}

/** Closed candles of one length. */
export interface CandleSeries {
  /** Oldest first, without doubles; also some from before and after what is asked of them. */
  readonly candles: readonly FeatureCandle[];
  /** The candles' length, as Coinbase names it: `ONE_HOUR`. */
  readonly granularity: string;
}
