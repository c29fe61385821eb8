import { boundViolations, maxViolations } from "./bound-violations.ts";
import { maxPostedCharacters } from "./chat-limits.ts";
import { neutralize } from "./chat-safety.ts";
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
import { findIntroduction } from "./introduction.ts";
import { namesProduct } from "./product-name.ts";
import { maxMentions, maxQuantities, maxTextCharacters } from "./reading/reading-limits.ts";
import { readSentence, type Sentence } from "./reading/reading.ts";
import { splitReadable, tooManyNumbers, tooManySigns, type Unreadable } from "./reading/split-readable.ts";
import type { GroundingSubject, Verdict, Violation } from "./verdict.ts";
import { wordsOf } from "./words.ts";

/** The most words that a violation quotes. */
const maxQuotedWords = 12;

/** A text as it may be posted, and the judgement on exactly that text. */
export interface JudgedText {
  readonly text: string;
  readonly verdict: Verdict;
}

/**
 * Makes a model's whole answer safe for a chat and judges what that gives, so that a text that is posted is the one that was
 * judged: nothing is cut before or after. A text passes that is not empty, has at most `subject.maxWords` words and at most 1800
 * characters, pings, links and hides nothing, does not introduce itself, names the product and makes no
 * false claim. Pure, deterministic, and linear in the text; a verdict has less than 16 KB.
 *
 * @param answer as it came. One of more than 8000 characters is refused unread, and its text is empty.
 */
export function judgeText(answer: string, subject: GroundingSubject): JudgedText {
  if (answer.length > maxTextCharacters) return { text: "", verdict: verdictOf([unreadText]) };
  const { text, hostile } = neutralize(answer);
  const words = wordsOf(text);
  // Of an empty text everything else would be said, too, and help nobody.
  if (words.length === 0) return { text, verdict: verdictOf([emptyText]) };
  const violations = [
    checkLength(text, words, subject),
    ...hostile.map(markupViolation),
    checkIntroduction(text, subject),
    checkName(text, subject),
  ].filter((violation) => violation !== undefined);
  return { text, verdict: verdictOf([...violations, ...checkClaims(text, words.length, subject)]) };
}

/** The verdict of {@link judgeText}. */
export function checkText(text: string, subject: GroundingSubject): Verdict {
  return judgeText(text, subject).verdict;
}

function verdictOf(violations: readonly Violation[]): Verdict {
  return { grounded: violations.length === 0, violations: boundViolations(violations) };
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

function checkClaims(
  text: string,
  wordCount: number,
  { productId, features, maxWords }: GroundingSubject,
): Violation[] {
  const facts = collectFacts(productId, features);
  const { sentences, unreadable, unread } = splitReadable(text, maxWords);
  const violations = unreadable.map(unreadableViolation);
  // What has too many words is refused for that already.
  if (unread !== null && wordCount <= maxWords) violations.push(unreadableViolation(tooManySigns(unread)));
  let before: Sentence | undefined;
  for (const words of sentences) {
    // The verdict has no room for more.
    if (violations.length >= maxViolations) break;
    const sentence = readSentence(words, facts);
    if (sentence.mentions.length > maxMentions || sentence.quantities.length > maxQuantities) {
      violations.push(unreadableViolation(tooManyNumbers(words)));
    } else {
      violations.push(...checkFigures(sentence, before, facts));
      for (const check of claimChecks) violations.push(...check(sentence, facts));
      before = sentence;
    }
  }
  return violations;
}

const emptyText: Violation = { kind: "empty", words: "", reason: "The text has no words." };

const unreadText: Violation = {
  kind: "too_long",
  words: "",
  reason: `The text has more than ${maxTextCharacters} characters and was not read.`,
};

function unreadableViolation({ words, reason }: Unreadable): Violation {
  return { kind: "not_understood", words, reason };
}

function markupViolation(words: string): Violation {
  return { kind: "markup", words, reason: "The text pings, links or hides something. Write plain sentences." };
}

function checkLength(text: string, words: readonly string[], { maxWords }: GroundingSubject): Violation | undefined {
  if (words.length > maxWords) {
    return {
      kind: "too_long",
      words: quote(words.slice(maxWords)),
      reason: `The text has ${words.length} words. At most ${maxWords} are allowed.`,
    };
  }
  if (text.length <= maxPostedCharacters) return undefined;
  return {
    kind: "too_long",
    words: quote(words.slice(0, 1)),
    reason: `The text has ${text.length} characters. At most ${maxPostedCharacters} are allowed.`,
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
  const quoted = words.slice(0, maxQuotedWords).join(" ");
  return words.length > maxQuotedWords ? `${quoted} ...` : quoted;
}
