import { findMatches } from "../reading/find-matches.ts";
import type { Facts } from "../facts.ts";
import { clauseBefore, isDenied, isSupposed } from "../reading/modality.ts";
import type { Sentence } from "../reading/reading.ts";
import { findSpans } from "../reading/span.ts";
import type { Violation } from "../verdict.ts";
import { claimViolation } from "./claim-violation.ts";

const buying =
  "(?:buy(?:ers?|ing|-side)(?:'s?)?|bulls?|bullish|demand)(?: (?:momentum|pressure|strength|side|force|forces))?";
const selling =
  "(?:sell(?:ers?|ing|-side)(?:'s?)?|bears?|bearish|supply)(?: (?:momentum|pressure|strength|side|force|forces))?";
const filler = String.raw`(?:[ ,]{1,3}(?:\([^)]{0,80}\)|at|of|with|[$€£]?\d[\d.]{0,20}(?:,\d{3}){0,4}(?:\.\d{1,12})?[km]?(?![\d.,]\d)|still|clearly|firmly|currently|now|have|has|had|are|is|were|was|not|no longer|never|been|being|remain|remains|look|looks|appear|appears|in|very|much|a|bit|slightly|more|holding|holds?|decidedly|comfortably|largely|continue|continues|to|that|the|keeps?|on|top)){0,7}`;
const mastery = String.raw`(?:(?:in|under) (?:\w+ )?(?:control|charge|command)|dominat(?:e|es|ed|ing|nant)|dominant|prevail(?:s|ed|ing)?|the (?:\w+ )?(?:edge|upper hand|advantage|lead|better)|an? (?:\w+ ){0,2}(?:edge|upper hand|advantage|lead)|(?:slim |clear |slight |narrow |small |modest )?(?:edge|advantage|lead)\b(?= (?:over|on|in|for|to|of|by)|[.,;]|$)|ahead|stronger|in front|winning|rule|rules|hold sway)`;

function patternsOf(side: string, other: string): RegExp[] {
  return [
    // "Buyers are in control"; with the other side behind it the comparison is checked as one.
    new RegExp(
      String.raw`(?<![\w-])${side}${filler}[ ,]+(?<claim>${mastery})(?! (?:over|than|of|on|against) (?:the )?${other})(?! (?:by|at) \d)`,
      "gu",
    ),
    new RegExp(
      String.raw`(?<claim>\b(?:dominat(?:ed|ion|ance) (?:by|of)|dominance of|control of|led by|driven by|favou?r(?:s|ing|ed)?|tilt(?:s|ed|ing)? (?:to|toward|towards|in favou?r of)|skewed (?:to|toward|towards)|edge (?:to|for|goes to)|advantage (?:to|for|goes to)|lean(?:s|ing)? (?:to|toward|towards))) (?:the )?${side}(?![\w-])`,
      "gu",
    ),
    new RegExp(
      String.raw`(?<claim>\b(?:higher|stronger|greater|heavier|larger|dominant|superior|prevailing|net|more)) ${side}(?= (?:momentum|pressure|strength|[(,.;]|than|at|of)|[(,.;]|$)(?! (?:or|and) )`,
      "gu",
    ),
    // "Less selling than buying"
    new RegExp(
      String.raw`(?<claim>\b(?:less|lower|weaker|smaller|fewer|lighter)) ${other} than(?= (?:the )?${side})`,
      "gu",
    ),
    new RegExp(String.raw`(?<![\w-])${side} (?<claim>dominance|control|domination|supremacy|advantage)\b`, "gu"),
  ];
}

const sides = [
  { patterns: patternsOf(buying, selling), direction: 1 },
  { patterns: patternsOf(selling, buying), direction: -1 },
] as const;

/** Words for two sums that differ by little. */
const level =
  /\b(?:evenly (?:matched|balanced|split)|(?:finely|well|nearly|almost|roughly|perfectly) balanced|equal(?:ly matched)?(?! to)|neck and neck|offset each other|in equilibrium|cancel each other out|(?:equals?|match(?:es|ed)?)(?= (?:the |its )?(?:buy|sell|bull|bear)))/gu;
const levelWithin = 0.2;

/** "Twice", "more than double", "three times", "half", between the two sums. */
const multiples =
  /\b(?<bound>more than|over|nearly|almost|just under|less than|about|around|roughly)? ?(?<multiple>double|doubles|twice|triple|three times|threefold|quadruple|four times|half|a third)\b/gu;
const multipleOf: Readonly<Record<string, number>> = {
  double: 2,
  doubles: 2,
  twice: 2,
  triple: 3,
  "three times": 3,
  threefold: 3,
  quadruple: 4,
  "four times": 4,
  half: 0.5,
  "a third": 1 / 3,
};

/** Checks who is said to have the upper hand, buyers or sellers, against the two momentum figures. */
export function checkBalance(sentence: Sentence, facts: Facts): Violation[] {
  const [buys, sells] = [facts.figure("buying_momentum"), facts.figure("selling_momentum")];
  if (buys === null || sells === null) return checkSides(sentence, facts, null, "No momentum is given.");
  const truth = `Buying momentum is ${buys.text}, selling momentum ${sells.text}.`;
  const balance = buys.text === sells.text ? 0 : Math.sign(buys.value - sells.value);
  return [
    ...checkSides(sentence, facts, balance, truth),
    ...checkLevel(sentence, buys.value, sells.value, truth),
    ...checkMultiples(sentence, buys.value, sells.value, truth),
  ];
}

/** @param balance 1 where buying outweighs, -1 where selling does, 0 where neither, null where nobody knows. */
function checkSides(sentence: Sentence, facts: Facts, balance: number | null, truth: string): Violation[] {
  const violations: Violation[] = [];
  for (const { patterns, direction } of sides) {
    for (const pattern of patterns) {
      for (const match of findMatches(sentence.lower, pattern)) {
        const claim = match.groups?.["claim"] ?? match[0];
        const start = match.index + match[0].indexOf(claim);
        const span = { start, end: start + claim.length };
        if (isSupposed(sentence.lower, start) || isAboutNow(sentence, match.index, direction, facts)) continue;
        const denied = isDenied(sentence.lower, match.index) || isDenied(sentence.lower, start);
        if (denied ? balance === direction : balance !== direction) {
          violations.push(claimViolation("false_claim", sentence, span, `"${claim.trim()}" is not true. ${truth}`));
        }
      }
    }
  }
  return violations.slice(0, 1);
}

/** "Sellers have the edge in the short term" speaks of the last candle and the averages, not of the day. */
function isAboutNow({ lower }: Sentence, at: number, direction: 1 | -1, { figure }: Facts): boolean {
  const after = lower.slice(at).split(/[,;]/u)[0] ?? "";
  const words = `${clauseBefore(lower, at)}${after}`;
  if (
    !/\b(?:short[- ]term|near[- ]term|latest|last candle|recent(?:ly)?|immediate|right now|currently|5-minute)\b/u.test(
      words,
    )
  )
    return false;
  const [change, close, average] = [figure("price_change"), figure("last_close"), figure("rolling_avg")];
  const isRecent = change !== null && Math.sign(change.value) === direction;
  const isPlaced = close !== null && average !== null && Math.sign(close.value - average.value) === direction;
  return (isRecent || isPlaced) && !/momentum|overall/u.test(words);
}

function checkLevel(sentence: Sentence, buys: number, sells: number, truth: string): Violation[] {
  if (!/\b(?:momentum|buy\w*|sell\w*|bulls|bears)\b/u.test(sentence.lower)) return [];
  const isLevel = Math.abs(buys - sells) <= levelWithin * Math.max(buys, sells);
  return findSpans(sentence.lower, level)
    .filter(({ start }) => !isLevel && !isDenied(sentence.lower, start) && !isSupposed(sentence.lower, start))
    .map((span) => claimViolation("false_claim", sentence, span, `"${span.text}" is not true. ${truth}`));
}

function checkMultiples(sentence: Sentence, buys: number, sells: number, truth: string): Violation[] {
  const names = sentence.mentions.filter(({ name }) => name === "buying_momentum" || name === "selling_momentum");
  if (!names.some(({ name }) => name === "buying_momentum") || !names.some(({ name }) => name === "selling_momentum"))
    return [];
  const isBuyingFirst = names[0]?.name === "buying_momentum";
  const ratio = isBuyingFirst ? buys / sells : sells / buys;
  const second = sentence.mentions.find(
    ({ name }) => name !== names[0]?.name && names.some((other) => other.name === name),
  );
  return findMatches(sentence.lower, multiples).flatMap((match) => {
    const multiple = multipleOf[match.groups?.["multiple"] ?? ""] ?? 1;
    const bound = match.groups?.["bound"];
    // "Buying is half its selling": told of the first. Else it may be told of either.
    const ofFirst =
      second !== undefined &&
      /^ (?:its |the |that of (?:its |the )?)?$/u.test(
        sentence.lower.slice(match.index + match[0].length, second.start),
      );
    const holds = isMultiple(ratio, multiple, bound) || (!ofFirst && isMultiple(1 / ratio, multiple, bound));
    if (holds || isDenied(sentence.lower, match.index)) return [];
    const span = { start: match.index, end: match.index + match[0].length };
    return [claimViolation("false_claim", sentence, span, `"${match[0].trim()}" is not true. ${truth}`)];
  });
}

function isMultiple(ratio: number, multiple: number, bound: string | undefined): boolean {
  if (bound === "more than" || bound === "over") return ratio > multiple;
  if (bound === "nearly" || bound === "almost" || bound === "just under" || bound === "less than")
    return ratio <= multiple * 1.02 && ratio >= multiple * 0.75;
  return Math.abs(ratio / multiple - 1) <= 0.2;
}
