import type { Features, FigureName } from "../features/index.ts";
import { type FigureReader, readFigures } from "./shown-figure.ts";

/** What a text's claims are held against. */
export interface Facts {
  readonly productId: string;
  /** First and last part of the product's id, lower case: `btc` and `usd`. */
  readonly base: string;
  readonly quote: string;
  readonly features: Features;
  readonly figure: FigureReader;
  /** Length of a candle and of the whole window, in seconds. */
  readonly intervalSeconds: number;
  readonly windowSeconds: number;
}

const minuteSeconds = 60;
const hourSeconds = 3_600;

/** Candle lengths as Coinbase names them. This room may not import the market's own table. */
const intervalSeconds: Readonly<Record<string, number>> = {
  ONE_MINUTE: minuteSeconds,
  FIVE_MINUTE: 5 * minuteSeconds,
  FIFTEEN_MINUTE: 15 * minuteSeconds,
  THIRTY_MINUTE: 30 * minuteSeconds,
  ONE_HOUR: hourSeconds,
  TWO_HOUR: 2 * hourSeconds,
  FOUR_HOUR: 4 * hourSeconds,
  SIX_HOUR: 6 * hourSeconds,
  ONE_DAY: 24 * hourSeconds,
};

/** Collects what is known of a product at one time. */
export function collectFacts(productId: string, features: Features): Facts {
  const parts = productId.toLowerCase().split("-");
  const interval = intervalSeconds[features.interval] ?? 0;
  return {
    productId,
    base: parts[0] ?? "",
    quote: parts.length > 1 ? (parts.at(-1) ?? "") : "",
    features,
    figure: readFigures(features),
    intervalSeconds: interval,
    windowSeconds: interval * features.expected_count,
  };
}

/** The names of all figures, in the order of the list that a model gets. */
export const figureNames: readonly FigureName[] = [
  "last_close",
  "change_24h",
  "change_24h_pct",
  "daily_high",
  "daily_low",
  "rolling_avg",
  "ema",
  "rsi",
  "bollinger_upper",
  "bollinger_lower",
  "price_change",
  "volume_change",
  "buying_momentum",
  "selling_momentum",
];
