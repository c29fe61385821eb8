import type { Sentence } from "../reading/reading.ts";
import type { Span } from "../reading/span.ts";
import type { Violation, ViolationKind } from "../verdict.ts";

/** Words on either side of a claim that a violation quotes with it. */
const wordsAround = 4;

/** A violation that quotes a stretch of a sentence with the words around it. */
export function claimViolation(
  kind: ViolationKind,
  { text }: Sentence,
  { start, end }: Span,
  reason: string,
): Violation {
  const before = text
    .slice(0, start)
    .split(/(?<=\s)/u)
    .slice(-wordsAround)
    .join("");
  const after = text
    .slice(end)
    .split(/(?=\s)/u)
    .slice(0, wordsAround + 1)
    .join("");
  return { kind, words: `${before}${text.slice(start, end)}${after}`.trim(), reason };
}
