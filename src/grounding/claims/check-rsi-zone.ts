import type { Facts } from "../facts.ts";
import { clauseBefore, isDenied, isSupposed } from "../reading/modality.ts";
import type { Sentence } from "../reading/reading.ts";
import { findSpans } from "../reading/span.ts";
import type { Violation } from "../verdict.ts";
import { claimViolation } from "./claim-violation.ts";

/** Wilder's levels. */
const overboughtFrom = 70;
const oversoldTo = 30;
/** An RSI this far from a level may be said to come near it. */
const nearby = 10;

const zones = /\b(?:over-?(?:bought|sold)|over (?:bought|sold))\b/gu;

const approach =
  /\b(?:approach(?:es|ing|ed)?|near(?:s|ing|ed)?|close(?:r)? (?:to|from)|toward(?:s)?|almost|verg(?:e|ing) (?:of|on)|border(?:s|ing|line)?(?: on)?|edg(?:e|es|ing) (?:toward|towards|closer to|up to)|on the (?:edge|cusp|brink) of|not far from|flirt(?:s|ing) with|next to|nearly|just (?:shy|short|outside|under|below|above|over) (?:of)?|inch(?:es|ing) (?:toward|towards|closer to)|at the door of|within reach of|a (?:hair|whisker|touch|step|whisper|fraction|stone's throw|point)(?: or (?:so|two))? (?:from|away from|off|above|below|shy of|short of)|headed (?:for|toward|towards)|heading (?:for|toward|towards|into))(?: (?:the|an|a|its|official|classic|traditional|textbook|conventional|technical|near|deeply|extreme|being|becoming|closer|to|\d+(?:\.\d+)?|level|of|territory)){0,8} $/u;
const below =
  /\b(?:below|under|beneath|underneath|less than|lower than|short of|shy of|south of)(?: (?:the|an|its|70|70\.00|typical|classic|traditional|standard|usual|conventional|technical|official|level|of)){0,8} $/u;
const above =
  /\b(?:above|over|north of|higher than|clear of|out of|exit(?:s|ed|ing)?)(?: (?:the|an|its|30|30\.00|typical|classic|traditional|standard|usual|conventional|technical|official|level|of)){0,8} $/u;
const between =
  /\bbetween(?: (?:the|30|70|and|both|oversold|overbought|\(30\)|\(70\)|levels|thresholds|of|territory|zones?|conditions|extremes)){0,8} $/u;

const left =
  /\b(?:left|exited|escaped|(?:emerged|recovered|returned|rebounded|climbed|risen|rose|fallen|fell|dropped|retreated|come|came) (?:from|out of|back from))(?: (?:the|its|deeply|technical)){0,8} $/u;

/**
 * Checks what a sentence says of the RSI's zone: overbought needs 70 or more, oversold 30 or less, denied it needs the
 * contrary, and neutral needs to be between the two.
 */
export function checkRsiZone(sentence: Sentence, facts: Facts): Violation[] {
  const rsi = facts.figure("rsi");
  const truth = rsi === null ? "No RSI is given." : `The RSI is ${rsi.text}.`;
  const claims = findSpans(sentence.lower, zones).map((span) => {
    const isOverbought = span.text.endsWith("bought");
    return { span, holds: zoneHolds(sentence.lower, span.start, isOverbought, rsi?.value ?? null) };
  });
  const neutral = findSpans(sentence.lower, neutralWords).map((span) => ({
    span,
    holds: neutralHolds(sentence.lower, span.start, rsi?.value ?? null) || isSupposed(sentence.lower, span.start),
  }));
  return [...claims, ...neutral]
    .filter(({ holds }) => !holds)
    .map(({ span }) => claimViolation("false_claim", sentence, span, `"${span.text.trim()}" is not true. ${truth}`));
}

/** "An RSI of 50 is neutral", "neutral RSI"; a neutral trend or sentiment is nobody's figure. */
const neutralWords =
  /(?<=\b(?:rsi|relative strength index)\b(?:[^.;,]|[.,](?=\d)){0,40}\b(?:is|at|of|remains|sits|reads|reading|in|within|stays|signals|indicates|suggests|shows)\b(?:[^.;,]|[.,](?=\d)){0,20})\bneutral\b(?= (?:zone|territory|range|area|reading|region|level)|[.,;]|$)|\bneutral(?= rsi\b)/gu;

/** "Neither overbought nor oversold, staying neutral": only a denial right before the word is one of it. */
function neutralHolds(sentence: string, start: number, rsi: number | null): boolean {
  const isNeutral = rsi !== null && rsi > oversoldTo && rsi < overboughtFrom;
  if (/(?:\bnot|\bno longer|\bfar from|n't) $/u.test(sentence.slice(0, start))) return !isNeutral;
  return isNeutral || (isDenied(sentence, start) && rsi === null);
}

function zoneHolds(sentence: string, start: number, isOverbought: boolean, rsi: number | null): boolean {
  const before = clauseBefore(sentence, start);
  const isDeniedHere = isDenied(sentence, start);
  // "The overbought threshold of 70" and "overbought above 70" name a level, and claim nothing by that alone.
  const after = sentence.slice(start).replace(/^over-? ?(?:bought|sold)/u, "");
  if (rsi === null) return isDeniedHere || isSupposed(sentence, start);
  const isInZone = isOverbought ? rsi >= overboughtFrom : rsi <= oversoldTo;
  if (between.test(before)) return !isInZone;
  const far = isOverbought ? overboughtFrom - nearby : oversoldTo + nearby;
  const isNear = isOverbought ? rsi >= far && rsi < overboughtFrom : rsi <= far && rsi > oversoldTo;
  if (/\bnot far (?:from|off) $/u.test(before)) return isNear;
  if (approach.test(before)) return isDeniedHere && !/\bnot far\b/u.test(before) ? !isInZone : isNear;
  if (isOverbought ? below.test(before) : above.test(before)) return !isInZone;
  if (isDeniedHere || left.test(before)) return !isInZone;
  if (isSupposed(sentence, start) && !/\b(?:potential\w*|possibl[ey]|likely|can|may|might|could)\b/u.test(before))
    return true;
  if (/^ (?:above|at or above|over|beyond|when above|once above|from) (?:an? |the )?\d/u.test(after) && isOverbought)
    return true;
  if (/^ (?:below|at or below|under|beneath|when below|once below) (?:an? |the )?\d/u.test(after) && !isOverbought)
    return true;
  return isInZone;
}
