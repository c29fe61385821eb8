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

/** The figures a trader looks at. Names are those of the prompts, the receipts and the README. */
export interface Features {
  /** Mean of the last 5 closes. */
  readonly rolling_avg: Figure;
  /** Exponential moving average, period 5. */
  readonly ema: Figure;
  /** Wilder's relative strength index, period 14, 0 to 100. */
  readonly rsi: Figure;
  /** `rolling_avg` plus 2 population standard deviations of the last 5 closes. */
  readonly bollinger_upper: Figure;
  /** `rolling_avg` minus 2 population standard deviations of the last 5 closes. */
  readonly bollinger_lower: Figure;
  /** Last close minus the close before it. */
  readonly price_change: Figure;
  /** Last volume minus the volume before it. */
  readonly volume_change: Figure;
  /** Highest high of the last 24 hours. A figure over 24 hours is null where the candles do not cover them. */
  readonly daily_high: Figure;
  /** Lowest low of the last 24 hours. */
  readonly daily_low: Figure;
  /** Sum of the rises between consecutive closes of the last 24 hours. */
  readonly buying_momentum: Figure;
  /** Sum of the falls between consecutive closes of the last 24 hours, as a positive number. */
  readonly selling_momentum: Figure;
  readonly last_close: Figure;
  /** Last close minus the first open of the last 24 hours, in the quote currency. */
  readonly change_24h: Figure;
  /** `change_24h` in percent of that open. */
  readonly change_24h_pct: Figure;
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
}
