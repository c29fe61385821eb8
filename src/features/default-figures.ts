import type { FigureName } from "./catalogue.ts";

/** The figures that are computed where nobody names others: those of `trend_analysis`. */
export const defaultFigures = [
  "rolling_avg",
  "ema",
  "rsi",
  "bollinger_upper",
  "bollinger_lower",
  "price_change",
  "volume_change",
  "daily_high",
  "daily_low",
  "buying_momentum",
  "selling_momentum",
  "last_close",
  "change_24h",
  "change_24h_pct",
] as const satisfies readonly FigureName[];

export type DefaultFigureName = (typeof defaultFigures)[number];
