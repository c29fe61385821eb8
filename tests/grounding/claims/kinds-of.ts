import { checkText } from "../../../src/grounding/check-text.ts";
import type { Features } from "../../../src/features/index.ts";
import { noFigures } from "../../features/figure-samples.ts";

/** A day of rises that ended with a fall: every figure differs from the others. */
export const figures: Features = {
  ...noFigures,
  rolling_avg: 33_132.99,
  ema: 33_096.15,
  rsi: 41.68,
  bollinger_upper: 33_520.9,
  bollinger_lower: 32_745.08,
  price_change: -168.03,
  volume_change: 208.09,
  daily_high: 34_778.11,
  daily_low: 31_962.99,
  buying_momentum: 14_636.91,
  selling_momentum: 13_801.32,
  last_close: 33_000.05,
  change_24h: 823.6,
  change_24h_pct: 2.56,
  candle_count: 280,
};

/** The kinds of what is wrong with a text about them, in order. */
export function kindsOf(text: string, features: Partial<Features> = {}, productId = "BTC-USD"): string[] {
  const named = text.includes("BTC") || productId !== "BTC-USD" ? text : `BTC-USD: ${text}`;
  const subject = { productId, maxWords: 100, features: { ...figures, ...features } };
  return checkText(named, subject).violations.map(({ kind }) => kind);
}
