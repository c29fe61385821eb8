import type { Features, FigureTexts } from "../features/index.ts";
import type { CandleLength } from "./prompt-type.ts";
import { writeClause } from "./sentence.ts";

const lengthInWords: Readonly<Record<CandleLength, string>> = {
  ONE_MINUTE: "1 minute",
  FIVE_MINUTE: "5 minutes",
  FIFTEEN_MINUTE: "15 minutes",
  THIRTY_MINUTE: "30 minutes",
  ONE_HOUR: "1 hour",
  TWO_HOUR: "2 hours",
  FOUR_HOUR: "4 hours",
  SIX_HOUR: "6 hours",
  ONE_DAY: "1 day",
};

/**
 * Writes what a prompt's own text does not say about its figures: product, time, candles, periods, last close and the
 * change over 24 hours. A line whose figure is null is left out.
 *
 * @param texts the figures as text, see `formatFigures`.
 */
export function describeMarket(productId: string, features: Features, texts: FigureTexts): string {
  const lines = [
    "Context:",
    `- Product: ${productId}.`,
    `- As of: ${isoTime(features.as_of)} (UTC), when the newest candle closed. Write of that time, and never "now".`,
    `- Candle interval: ${intervalInWords(features.interval)}.`,
    `- Closed candles: ${features.candle_count} of ${features.expected_count} expected; an interval without trades has none.`,
    `- Periods: the averages and the bands cover 5 candles, RSI 14; price and volume change from one candle to the next${dayInWords(texts)}.`,
    writeClause(texts.last_close, (text) => `- Last close: ${text}.`),
    writeClause(texts.change_24h, (text) => `- Change over 24 hours: ${text}.`),
    writeClause(texts.change_24h_pct, (text) => `- Change over 24 hours in percent: ${text} %.`),
  ];
  return lines.filter((line) => line !== null).join("\n");
}

/** A model that is told of 24 hours without a figure of them would make one up. */
function dayInWords(texts: FigureTexts): string {
  const isCovered = texts.daily_high !== null || texts.buying_momentum !== null || texts.change_24h !== null;
  return isCovered
    ? "; high, low and momentum cover 24 hours"
    : ". The candles do not cover 24 hours: write nothing about a day or 24 hours";
}

/** ISO 8601 without fractions: `2026-11-22T12:00:00Z`. */
function isoTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");
}

function intervalInWords(interval: string): string {
  const known = Object.entries(lengthInWords).find(([name]) => name === interval);
  return known === undefined ? interval.toLowerCase().replaceAll("_", " ") : known[1];
}
