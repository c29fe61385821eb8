import type { Features } from "../features/index.ts";
import { type FigureReader, readFigures, type ShownFigure, sideOf } from "./shown-figure.ts";

/** A sentence or a part of one; null where its figures are null. */
type Phrase = string | null;

/** Wilder's levels of the RSI. */
const overbought = 70;
const oversold = 30;

/**
 * Writes the insight that needs no model: from the figures alone, the same for the same figures, one paragraph of fewer
 * than 100 words. It holds with any figure null: each sentence needs its own figures. Its words are true of the raw figures,
 * and two prices that read the same are never called different. When it was true, and that it is automated, is the footer's
 * to say.
 *
 * @param productId as the payload names it.
 */
export function writePlainInsight(productId: string, features: Features): string {
  const figure = readFigures(features);
  const day = describeDay(productId, figure);
  const findings = present([
    day,
    describePosition(figure),
    describeStrength(figure("rsi")),
    describeMomentum(figure("buying_momentum"), figure("selling_momentum")),
    describeRange(figure("daily_low"), figure("daily_high")),
  ]);
  const { candle_count: count, expected_count: expected } = features;
  const text = present([
    ...(findings.length === 0 ? [`There are too few candles of ${productId} for any figure.`] : findings),
    count < expected ? `The data has gaps: ${count} of ${expected} candles.` : null,
  ]).join(" ");
  return day === null && findings.length > 0 ? `${productId}: ${text}` : text;
}

function describeDay(productId: string, figure: FigureReader): Phrase {
  const close = figure("last_close");
  const parts = present([describeChange(figure), close === null ? null : `last closed at ${close.text}`]);
  return parts.length === 0 ? null : `${productId} ${parts.join(" and ")}.`;
}

function describeChange(figure: FigureReader): Phrase {
  const percent = figure("change_24h_pct");
  const change = percent ?? figure("change_24h");
  if (change === null) return null;
  const size = change.text.replace("-", "");
  if (Number(size) === 0) return "is unchanged over 24 hours";
  return `is ${change.value > 0 ? "up" : "down"} ${size}${percent === null ? "" : " %"} over 24 hours`;
}

function describePosition(figure: FigureReader): Phrase {
  const close = figure("last_close");
  if (close === null) return null;
  const average = figure("rolling_avg");
  const places = present([
    average === null ? null : `${sideOf(close, average)} its 5-candle average of ${average.text}`,
    placeInBands(close, figure("bollinger_lower"), figure("bollinger_upper")),
  ]);
  return places.length === 0 ? null : `It closed ${places.join(" and ")}.`;
}

function placeInBands(close: ShownFigure, lower: ShownFigure | null, upper: ShownFigure | null): Phrase {
  const toLower = placeAt(close, lower, "lower");
  const toUpper = placeAt(close, upper, "upper");
  if (lower === null || upper === null) return toLower ?? toUpper;
  if (lower.text === close.text && upper.text === close.text) return `at both Bollinger Bands (${close.text})`;
  if (sideOf(close, upper) !== "below") return toUpper;
  if (sideOf(close, lower) !== "above") return toLower;
  return `between the Bollinger Bands of ${lower.text} and ${upper.text}`;
}

function placeAt(close: ShownFigure, band: ShownFigure | null, name: "lower" | "upper"): Phrase {
  return band === null ? null : `${sideOf(close, band)} the ${name} Bollinger Band of ${band.text}`;
}

function describeStrength(rsi: ShownFigure | null): Phrase {
  if (rsi === null) return null;
  if (rsi.value >= overbought) return `The RSI of ${rsi.text} is overbought.`;
  if (rsi.value <= oversold) return `The RSI of ${rsi.text} is oversold.`;
  // 69.999 is neutral and reads 70.00: no zone is named that its readers would take for a mistake.
  const readsAsLevel = Number(rsi.text) === overbought || Number(rsi.text) === oversold;
  return readsAsLevel ? `The RSI is ${rsi.text}.` : `The RSI of ${rsi.text} is neutral.`;
}

function describeMomentum(buying: ShownFigure | null, selling: ShownFigure | null): Phrase {
  if (buying === null || selling === null) return null;
  const side = sideOf(buying, selling);
  if (side === "at") return `Buying and selling momentum are level at ${buying.text}.`;
  return side === "above"
    ? `Buying momentum of ${buying.text} outweighs selling momentum of ${selling.text}.`
    : `Selling momentum of ${selling.text} outweighs buying momentum of ${buying.text}.`;
}

function describeRange(low: ShownFigure | null, high: ShownFigure | null): Phrase {
  if (low !== null && high !== null) {
    return low.text === high.text
      ? `The day's low and high are both ${low.text}.`
      : `The day's range is ${low.text} to ${high.text}.`;
  }
  if (high !== null) return `The day's high is ${high.text}.`;
  return low === null ? null : `The day's low is ${low.text}.`;
}

function present(phrases: readonly Phrase[]): string[] {
  return phrases.filter((phrase) => phrase !== null);
}
