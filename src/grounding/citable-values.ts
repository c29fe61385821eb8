import { formatFigures, type Features, type FigureName } from "../features/index.ts";

/** Each figure, what a text may call it, and its unit where it has one; in the order of the list. */
const labels: readonly (readonly [figure: FigureName, name: string, unit?: string])[] = [
  ["last_close", "last close"],
  ["change_24h", "change over 24 hours"],
  ["change_24h_pct", "change over 24 hours in percent", " %"],
  ["daily_high", "high of the day"],
  ["daily_low", "low of the day"],
  ["rolling_avg", "rolling average"],
  ["ema", "EMA"],
  ["rsi", "RSI"],
  ["bollinger_upper", "upper Bollinger Band"],
  ["bollinger_lower", "lower Bollinger Band"],
  ["price_change", "price change of the last candle"],
  ["volume_change", "volume change of the last candle"],
  ["buying_momentum", "buying momentum"],
  ["selling_momentum", "selling momentum"],
];

/**
 * Lists every value that a text may cite, one a line, as the prompt writes them: `rolling average: 50000.00`. Figures
 * that are null have no line.
 */
export function citableValues(features: Features): string[] {
  const texts = formatFigures(features);
  return labels.flatMap(([figure, name, unit = ""]) => {
    const text = texts[figure];
    return text === null ? [] : [`${name}: ${text}${unit}`];
  });
}
