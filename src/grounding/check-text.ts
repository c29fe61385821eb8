import { findIntroduction } from "./introduction.ts";
import { checkBalance } from "./claims/check-balance.ts";
import { checkComparisons } from "./claims/check-comparisons.ts";
import { checkCrossings } from "./claims/check-crossings.ts";
import { checkDay } from "./claims/check-day.ts";
import { checkDirections } from "./claims/check-directions.ts";
import { checkFigures } from "./claims/check-figures.ts";
import { checkPeriods } from "./claims/check-periods.ts";
import { checkPosition } from "./claims/check-position.ts";
import { checkRsiZone } from "./claims/check-rsi-zone.ts";
import { checkScope } from "./claims/check-scope.ts";
import { checkTrend } from "./claims/check-trend.ts";
import { collectFacts, type Facts } from "./facts.ts";
import { namesProduct } from "./product-name.ts";
import { readText, type Sentence } from "./reading/reading.ts";
import type { GroundingSubject, Verdict, Violation } from "./verdict.ts";
import { wordsOf } from "./words.ts";

/** The most words that a violation quotes. */
const mostQuotedWords = 12;

/**
 * Judges whether a text may be posted: it is not empty, has at most `subject.maxWords` words, does not introduce itself
 * and names the product. Pure and deterministic; every fault is found in one go.
 *
 * @param text a model's whole answer, as it came.
 */
export function checkText(text: string, subject: GroundingSubject): Verdict {
  const words = wordsOf(text);
  // Of an empty text everything else would be said, too, and help nobody.
  const violations =
    words.length === 0
      ? [emptyText]
      : [
          ...[checkLength(words, subject), checkIntroduction(text, subject), checkName(text, subject)].filter(
            (violation) => violation !== undefined,
          ),
          ...checkClaims(text, subject),
        ];
  return { grounded: violations.length === 0, violations };
}

/** What is checked of each sentence beside its numbers. */
const claimChecks: readonly ((sentence: Sentence, facts: Facts) => Violation[])[] = [
  checkComparisons,
  checkCrossings,
  checkPosition,
  checkDirections,
  checkBalance,
  checkRsiZone,
  checkTrend,
  checkPeriods,
  checkDay,
  checkScope,
];

function checkClaims(text: string, { productId, features }: GroundingSubject): Violation[] {
  const facts = collectFacts(productId, features);
  const sentences = readText(text, facts);
  return sentences.flatMap((sentence, index) => [
    ...checkFigures(sentence, sentences[index - 1], facts),
    ...claimChecks.flatMap((check) => check(sentence, facts)),
  ]);
}

const emptyText: Violation = { kind: "empty", words: "", reason: "The text has no words." };

function checkLength(words: readonly string[], { maxWords }: GroundingSubject): Violation | undefined {
  if (words.length <= maxWords) return undefined;
  return {
    kind: "too_long",
    words: quote(words.slice(maxWords)),
    reason: `The text has ${words.length} words. At most ${maxWords} are allowed.`,
  };
}

function checkIntroduction(text: string, { productId }: GroundingSubject): Violation | undefined {
  const introduction = findIntroduction(text, productId);
  if (introduction === undefined) return undefined;
  return {
    kind: "introduction",
    words: quote(wordsOf(introduction)),
    reason: "The text introduces itself. Start with the insight.",
  };
}

function checkName(text: string, { productId }: GroundingSubject): Violation | undefined {
  if (namesProduct(text, productId)) return undefined;
  return { kind: "product_not_named", words: "", reason: `The text does not name the product. Write "${productId}".` };
}

function quote(words: readonly string[]): string {
  const quoted = words.slice(0, mostQuotedWords).join(" ");
  return words.length > mostQuotedWords ? `${quoted} ...` : quoted;
}
