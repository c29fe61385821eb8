import type { Violation } from "./verdict.ts";

/**
 * The most violations of a verdict, and the most characters of each. Together they keep a verdict below 16 KB, whatever the text:
 * the ledger's item, the receipt, the log line and the repair prompt hold it whole.
 */
export const maxViolations = 12;
const maxWordsCharacters = 120;
const maxReasonCharacters = 240;

const ellipsis = "…";

/** The first violations, shortened. What a text has more of is told once it has mended these. */
export function boundViolations(violations: readonly Violation[]): Violation[] {
  return violations.slice(0, maxViolations).map(({ kind, words, reason }) => ({
    kind,
    words: shorten(words, maxWordsCharacters),
    reason: shorten(reason, maxReasonCharacters),
  }));
}

function shorten(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  return `${text.slice(0, maxCharacters - ellipsis.length).replace(/[\uD800-\uDBFF]$/, "")}${ellipsis}`;
}
