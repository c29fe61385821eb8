import { findMatches } from "./find-matches.ts";

/** A stretch of a sentence, end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a pattern is found; it must be global. */
export function findSpans(sentence: string, pattern: RegExp): (Span & { readonly text: string })[] {
  return findMatches(sentence, pattern).map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}
