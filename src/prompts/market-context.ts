import { catalogue, type CatalogueFigure, type Features, isSameSpan } from "../features/index.ts";
import { type FactOptions, writeFacts, writeSpans } from "../grounding/write-facts.ts";
import type { CandleLength } from "./prompt-type.ts";

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

/** The line that it begins with. */
export const contextHeading = "Context:";

/**
 * Writes what a prompt's own text does not say about its figures: product, time, candles, which figure covers what, and the
 * facts, which are claims that are true of the figures.
 *
 * @param told what facts are told beside those of every prompt.
 */
export function describeMarket(productId: string, features: Features, told: FactOptions = {}): string {
  const spans = writeSpans(features);
  const facts = writeFacts(productId, features, told);
  return [
    contextHeading,
    `- Product: ${productId}.`,
    `- As of: ${isoTime(features.as_of)} (UTC), when the newest candle closed. Write of that time, and never "now".`,
    ...describeCandles(features),
    ...(spans.length === 0 ? [] : ["Spans, each with the figures that cover it:", ...spans.map((span) => `- ${span}`)]),
    ...lackingDay(features),
    ...(facts.length === 0 ? [] : ["Facts, all true of these figures:", ...facts.map((fact) => `- ${fact}`)]),
  ].join("\n");
}

/** Which candles stand behind the figures: of several series, those of the further ones with what is computed of them. */
function describeCandles({ interval, further }: Features): readonly string[] {
  if (further === undefined) return [`- Candle interval: ${intervalInWords(interval)}.`];
  const rest = further.counts.map(({ interval: other, as_of: asOf }) => {
    const own = Object.entries(further.intervals).flatMap(([name, each]) => (each === other ? [name] : []));
    const names = new Set(own);
    const labels = catalogue.filter(({ name }) => names.has(name)).map(({ label }) => label);
    return `- Candle interval of ${labels.join(", ")}: ${intervalInWords(other)}, closed by ${isoTime(asOf)}.`;
  });
  return [`- Candle interval of all other figures: ${intervalInWords(interval)}.`, ...rest];
}

/** A model that is told of 24 hours without a figure of them would make one up. */
function lackingDay(features: Features): readonly string[] {
  const isCovered = catalogue.some(
    ({ name, span }: CatalogueFigure) =>
      isSameSpan(span, { hours: 24 }) && features[name] !== null && features[name] !== undefined,
  );
  return isCovered ? [] : ["No figure covers 24 hours: write nothing about a day or 24 hours."];
}

/** ISO 8601 without fractions: `2026-11-22T12:00:00Z`. */
function isoTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");
}

function intervalInWords(interval: string): string {
  const known = Object.entries(lengthInWords).find(([name]) => name === interval);
  return known === undefined ? interval.toLowerCase().replaceAll("_", " ") : known[1];
}
