import { findMatches } from "../reading/find-matches.ts";
import type { Facts } from "../facts.ts";
import type { Mention, MentionName } from "../reading/find-mentions.ts";
import { isDenied, isSupposed } from "../reading/modality.ts";
import type { Quantity } from "../reading/quantity.ts";
import type { Sentence } from "../reading/reading.ts";
import type { Span } from "../reading/span.ts";
import type { Violation } from "../verdict.ts";
import { claimViolation } from "./claim-violation.ts";
import { rsiLevels } from "./derived-values.ts";
import { type Level, levelOf, levelsOf } from "./level-values.ts";

const passive =
  "(?:outweigh|exceed|surpass|dominat|outpac|overshadow|outstrip|eclips|dwarf|overpower|outnumber|overwhelm|outmuscl|beat|topp|outdone)(?:ed|en)? by";
const greater = String.raw`above|over|atop|(?:higher|greater|larger|stronger|bigger|heavier) than|more than|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp?(?:s|ed|ing)|outpac(?:e|es|ed|ing)|outweigh(?:s|ed|ing)?|outstrip(?:s|ped|ping)?|eclips(?:e|es|ed|ing)|overshadow(?:s|ed|ing)?|dominat(?:e|es|ed|ing)|beat(?:s|ing)?|ahead of|north of|beyond|past|lead(?:s|ing)?|led|overpower(?:s|ed|ing)?|outmuscl(?:e|es|ed|ing)|outnumber(?:s|ed|ing)?|overwhelm(?:s|ed|ing)?|dwarf(?:s|ed|ing)?|outdo(?:es|ing)?|better of|edg(?:e|es|ed|ing) (?:out|past)|steamroll(?:s|ed|ing)?|in excess of|on top of|advantage over|edge over|upper hand over|control over|>`;
const lesser = String.raw`below|under|beneath|underneath|(?:lower|smaller|weaker|lighter) than|less than|trail(?:s|ed|ing)?|lag(?:s|ged|ging)?(?: behind)?|behind|south of|short of|shy of|<`;
const comparators = new RegExp(
  String.raw`(?<![\w-])(?:(?<passive>${passive})|(?<greater>${greater})|(?<lesser>${lesser}))(?![\w-])`,
  "gu",
);

/** What may stand between a comparator and what it compares with. */
const toObject =
  /^ ?(?:(?:\b(?:both|all|each|the|its|their|of|an?|short-term|key|recent|current|today's|that|respective|neutral|midline|mid-?point|mid-?line|level|levels|threshold|mark|line|bearish|bullish|important|critical|psychological|so-called|classic|traditional|overbought|oversold|overbought\/oversold|nearby|day's|even|either|any|also|5-minute)\b|[(:]) ?){0,8}$/u;

/** Ends the tie between a name and a comparator behind it. */
const breaksSubject =
  /\b(?:and|while|but|with|before|after|to|from|as|although|despite|whereas|because|so|leaving|keeping|putting|placing|holding|trading|sitting|closing|settling|staying|finishing|suggest\w*|indicat\w*|signal\w*|show\w*|reflect\w*|confirm\w*|point(?:s|ing)|mean\w*)\b|[;:—]|,(?! ?(?:which|slightly|just|well|marginally|still|currently|now|a (?:touch|hair|bit|fraction)|at|both|barely|only|far|comfortably|also|is|are|itself|lies|sits|remains|has|have|had|held|holds|[$€£\d]))/u;

/**
 * Checks every "above", "below", "exceeds" and their kin between two figures, or a figure and a number. What the price is meant
 * by may go unsaid. Supposed ones ("a close above") claim nothing.
 */
export function checkComparisons(sentence: Sentence, facts: Facts): Violation[] {
  const violations: Violation[] = [];
  for (const match of findMatches(sentence.lower, comparators)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (isSupposed(sentence.lower, span.start)) continue;
    const side = match.groups?.["greater"] === undefined ? -1 : 1;
    const wrong = findFalse(sentence, span, side, facts);
    if (wrong !== null)
      violations.push(claimViolation("false_claim", sentence, span, `"${match[0]}" is not true: ${wrong}.`));
  }
  return violations;
}

function findFalse(sentence: Sentence, span: Span, side: 1 | -1, facts: Facts): string | null {
  const objects = objectsOf(sentence, span, side, facts);
  const [first] = objects;
  if (first === undefined) return null;
  const denied = isDenied(sentence.lower, span.start);
  for (const subject of subjectsOf(sentence, span, first, facts)) {
    for (const object of objects) {
      if (object.dimension !== subject.dimension || object.told === subject.told) continue;
      const isTrue = (subject.value - object.value) * side > -object.room;
      const isStrictly = (subject.value - object.value) * side > object.room;
      if (denied ? isStrictly : !isTrue)
        return subject.told === object.told ? subject.told : `${subject.told} and ${object.told}`;
    }
  }
  return null;
}

/** A level, and how far what it is written as may be off. */
interface Compared extends Level {
  readonly room: number;
}

/** What stands behind the comparator: a list of names, or a number. */
function objectsOf(sentence: Sentence, span: Span, side: 1 | -1, facts: Facts): Compared[] {
  const { lower, mentions, quantities } = sentence;
  const next = mentions.find(({ start }) => start >= span.end);
  const number = quantities.find(({ start }) => start >= span.end);
  const numberFirst = number !== undefined && toObject.test(lower.slice(span.end, number.start));
  // "Above its 59.18 EMA", "below the 50 RSI midline": the name behind a number is the number's.
  if (
    next !== undefined &&
    (toObject.test(lower.slice(span.end, next.start)) ||
      (numberFirst && /^ (?:5-minute |short-term ){0,8}$/u.test(lower.slice(number.end, next.start))))
  ) {
    return listFrom(sentence, next).flatMap((mention) => {
      return levelsOf(mention.name, side, facts).map((level) => ({ ...level, room: 0 }));
    });
  }
  if (!numberFirst || /\b(?:more|less) than $|^more than|^less than/u.test(lower.slice(span.start, span.end)))
    return [];
  const compared = numberLevel(sentence, number, span);
  return compared === null ? [] : [compared];
}

/** "Both the EMA (5) and the average". */
function listFrom({ lower, mentions }: Sentence, first: Mention): Mention[] {
  const list = [first];
  for (let index = mentions.indexOf(first) + 1; index < mentions.length; index += 1) {
    const mention = mentions[index];
    const last = list.at(-1);
    if (mention === undefined || last === undefined) break;
    const between = lower.slice(last.end, mention.start);
    const isJoined =
      /^(?:(?: of| at|,)? ?\(?[$€£~]?[\d.,]+[km]?(?: usd| eur)?\)?)?,? ?(?:and|as well as|or|nor|&|\/)(?: also| both)? ?(?:the |its |an? |their )?(?:[$€£]?[\d.,]+ )?$/u.test(
        between,
      );
    if (!isJoined) break;
    // "Above its EMA and the RSI is 60": a name with a verb begins another thought.
    if (
      /^(?: (?:(?:of|at) )?\(?[$€£]?[\d.,]+\)?)?,? (?:is|are|was|were|has|have|reads|stands|sits|shows|remains|indicates|suggests|outweigh\w*|exceed\w*|surpass\w*|top(?:s|ped)|remain\w*|holds?|held|clos\w+|trad\w+|edges|leads)\b/u.test(
        lower.slice(mention.end),
      )
    )
      break;
    list.push(mention);
  }
  return list;
}

function numberLevel(sentence: Sentence, number: Quantity, span: Span): Compared | null {
  const subject = lastMentionBefore(sentence, span);
  const isRsi =
    subject?.name === "rsi" || (rsiLevels.includes(number.size) && /\brsi\b|relative strength/u.test(sentence.lower));
  const told = `it stands against ${number.text.trim()}`;
  if (number.unit === "percent" || number.unit === "times" || number.sign !== 0) return null;
  if (isRsi && number.size <= 100) return { value: number.size, dimension: "rsi", told, room: 0 };
  const momentum = subject?.name === "buying_momentum" || subject?.name === "selling_momentum";
  // "Just over 33,000": what is written short is rounded.
  return { value: number.size, dimension: momentum ? "momentum" : "price", told, room: number.step };
}

function lastMentionBefore({ mentions }: Sentence, { start }: Span): Mention | undefined {
  return mentions.findLast((mention) => mention.end <= start);
}

/** "The average of BTC-USD is below": the product owns what is compared. */
function subjectBefore(sentence: Sentence, span: Span): Mention | undefined {
  const last = lastMentionBefore(sentence, span);
  const owned = last?.name === "product" ? lastMentionBefore(sentence, last) : undefined;
  return owned !== undefined &&
    last !== undefined &&
    /^ (?:of|for) $/u.test(sentence.lower.slice(owned.end, last.start))
    ? owned
    : last;
}

/** What stands before the comparator, as a list; the last close where nothing of the object's kind does. */
function subjectsOf(sentence: Sentence, span: Span, object: Level, facts: Facts): Level[] {
  const before = subjectBefore(sentence, span);
  const close = levelOf("last_close", 1, facts);
  const implied = close === null || object.dimension !== "price" ? [] : [close];
  if (before === undefined) return numberSubject(sentence, span, object) ?? implied;
  const gap = sentence.lower.slice(before.end, span.start);
  const [level] = levelsOf(before.name, 1, facts);
  const isCompatible = level !== undefined && level.dimension === object.dimension;
  if (!isCompatible)
    return object.dimension === "rsi" ? present(levelOf("rsi", 1, facts)) : before.name === "level" ? [] : implied;
  if (before.name === "last_close" || before.name === "product") return [level];
  if (isPlaceOnly(before.name)) return breaksSubject.test(gap) ? implied : [];
  if (object.dimension === "price" && breaksSubject.test(gap)) return implied;
  if (object.dimension === "momentum") return [level];
  return subjectList(sentence, before).flatMap((mention) => levelsOf(mention.name, 1, facts));
}

/** "The bands are above": a pair has no place of its own. */
function isPlaceOnly(name: MentionName): boolean {
  return name === "bands" || name === "range";
}

/** "33,000.05 is below the EMA". */
function numberSubject({ lower, quantities }: Sentence, span: Span, object: Level): Level[] | null {
  const number = quantities.findLast(({ end }) => end <= span.start);
  if (
    number === undefined ||
    number.unit === "percent" ||
    !/^ (?:is|was|sits|stands|lies|remains) (?:\w+ )?$/u.test(lower.slice(number.end, span.start))
  )
    return null;
  return [{ value: number.size, dimension: object.dimension, told: `${number.text.trim()} is not` }];
}

/** "The EMA (5) and the average (4) both lie below". */
function subjectList({ lower, mentions }: Sentence, last: Mention): Mention[] {
  const previous = mentions[mentions.indexOf(last) - 1];
  if (previous === undefined) return [last];
  const between = lower.slice(previous.end, last.start);
  const isJoined = /^(?:(?: of| at)? ?\(?[$€£~]?[\d.,]+[km]?\)?)?,? (?:and|&) (?:the |its )?$/u.test(between);
  return isJoined && /\b(?:both|each|are|lie|sit|stand|remain|were)\b/u.test(lower.slice(last.end))
    ? [previous, last]
    : [last];
}

function present<T>(value: T | null): T[] {
  return value === null ? [] : [value];
}
