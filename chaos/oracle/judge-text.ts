import type { NaiveMarket } from "./naive-market.ts";
import { statements } from "./statements.ts";

/** What may stand between statements: it claims nothing. A subject is the product or the last close, never another. */
const between = /^(?:[,:.\s]|\band\b|\bwith\b|\bbut\b|\bclosed\b|\bthe last close(?: is)?\b)*$/i;

/**
 * Judges a text by what the market was: true where every word of it belongs to a statement that it knows, and each of them
 * holds. It knows the statements of the plain insight, of the facts and of the chaos run's model, and nothing else.
 */
export function isTrueText(text: string, market: NaiveMarket): boolean {
  return falseSentences(text, market).length === 0;
}

/** The sentences of a text that are not true, or not known. */
export function falseSentences(text: string, market: NaiveMarket): string[] {
  return text.split(/(?<=\.)\s+(?=[A-Z0-9])/).filter((sentence) => !isTrueSentence(sentence, market));
}

function isTrueSentence(sentence: string, market: NaiveMarket): boolean {
  let rest = sentence.replace(/\.$/, "");
  let found = 0;
  for (const [pattern, holds] of statements) {
    for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
      if (!holds(match.slice(1), market)) return false;
      rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
      found += 1;
    }
  }
  return found > 0 && between.test(rest.replaceAll(market.productId, " "));
}
