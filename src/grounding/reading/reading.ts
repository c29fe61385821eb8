import type { Facts } from "../facts.ts";
import { isPlainSymbol, ownWords } from "../product-words.ts";
import { findMentions, type Mention } from "./find-mentions.ts";
import { findMoments, type Moment } from "./find-moments.ts";
import { findPeriods, type Period } from "./find-periods.ts";
import { findQuantities } from "./find-quantities.ts";
import { lowerAscii, splitSentences, toPlainText } from "./plain-text.ts";
import type { Quantity } from "./quantity.ts";
import { findSpans, type Span } from "./span.ts";

/** A sentence with everything in it that a claim can be made of. All places are those of `text`. */
export interface Sentence {
  /** As it is written, without Markdown. */
  readonly text: string;
  /** The same in lower case. */
  readonly lower: string;
  /** The same again, each of the product's names as `@` at its end. */
  readonly unnamed: string;
  readonly mentions: readonly Mention[];
  readonly quantities: readonly Quantity[];
  readonly periods: readonly Period[];
  readonly moments: readonly Moment[];
}

/** Parameters of an indicator (`RSI (14)`, `EMA5`, `Bollinger Bands (5, 2)`), widths in deviations, `24/7`. */
const parameters =
  /(?<=\b(?:rsi|ema|sma|ma|average|index|bands?)(?: |-)?\(?)(?:\(? ?(?:5|14)(?:-period|, ?2)? ?\))|(?<=\b(?:rsi|ema|sma|ma)-?)(?:5|14)\b(?![.,]\d)|\b(?:5|14)(?=[- ](?:rsi|ema|sma|ma)\b)|[±+]?(?:\b2|\btwo)(?: population)?[- ](?:standard[- ]deviations?|sigma|σ|std)|24\/7/gu;

/** Reads a text into its sentences. */
export function readText(text: string, facts: Facts): Sentence[] {
  return splitSentences(toPlainText(text)).map((sentence) => readSentence(sentence, facts));
}

/** Reads one sentence of a plain text (`toPlainText`). Its time is linear only within the bounds of `reading-limits.ts`. */
export function readSentence(text: string, facts: Facts): Sentence {
  const productNames = ownWords(facts.productId);
  const lower = lowerAscii(text);
  const products = findSpans(text, productNames);
  const moments = findMoments(lower).filter((moment) => !overlaps(moment, products));
  const fixed: Span[] = [...moments, ...findSpans(lower, parameters), ...products];
  const periods = findPeriods(lower).filter((period) => !overlaps(period, fixed));
  const quantities = findQuantities(lower, [...fixed, ...periods], unitsOf(facts)).map((quantity) => ({
    ...quantity,
    text: text.slice(quantity.start, quantity.end),
  }));
  const mentions = findMentions(lower, products);
  const unnamed = products.reduce(
    (masked, { start, end }) => masked.slice(0, start) + "@".padStart(end - start) + masked.slice(end),
    lower,
  );
  return { text, lower, unnamed, mentions, quantities, periods, moments };
}

/** A symbol that is a word of its own is no unit. */
function unitsOf({ base, quote }: Facts): { readonly base: string; readonly quote: string } {
  return { base: isPlainSymbol(base.toUpperCase()) ? base : "", quote };
}

function overlaps(span: Span, others: readonly Span[]): boolean {
  return others.some((other) => span.start < other.end && other.start < span.end);
}
