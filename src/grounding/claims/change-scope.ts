import { findMatches } from "../reading/find-matches.ts";
import type { FigureName } from "../../features/index.ts";
import type { MentionName } from "../reading/find-mentions.ts";
import type { Span } from "../reading/span.ts";
import type { Sentence } from "../reading/reading.ts";

const day =
  /\b(?:24[- ]?h(?:(?:ou)?rs?)?|twenty-four[- ]hours?|day|daily|today|session|yesterday|overnight|one-day|1d|window|day's|candles|(?:over|for|across|in|during) the (?:\w+ )?period)\b(?<!(?:latest|last|recent|previous|current|final) period)/u;
const candle =
  /\b(?:candle|candlestick|bar|interval|tick|print)\b|\b(?:5|five)[- ]min(?:ute)?s?\b(?! (?:rolling|moving|average|ema|chart|candles|intervals|data))|\b5m\b|\b(?:latest|last|most recent|previous|current|final) (?:5-minute )?period\b/u;

/** Ends a clause for the sake of what a change is a change of. */
const breaks =
  /[;:]|,(?! (?:or|a|an|down|up|equal|equivalent|i\.e|that is)\b)(?= )|\b(?:and|while|whereas|although|though|but|despite|yet|as|on|with|amid|alongside|accompanied|during|following|after)\b/gu;

/** Between a number and the volume that it is a change of: "349.20 drop in volume", "a 48.85 volume increase". */
const beforeOwnVolume = /^ ?\)?(?: |(?: \w+)? (?:in|of) (?:the |its )?)$/u;

/**
 * Tells which changes a place in a sentence can be about: that of the volume or of the price, over the day or the last candle.
 * What the sentence leaves open stays open. Empty where it is about the RSI, whose change nobody was given.
 */
export function changeScopeAt(sentence: Sentence, at: Span): readonly FigureName[] {
  const { lower, mentions } = sentence;
  const clause = clauseAround(lower, at);
  const after = mentions.find(({ start }) => start >= at.end);
  if (after !== undefined && isVolume(after.name) && beforeOwnVolume.test(lower.slice(at.end, after.start)))
    return ["volume_change"];
  const before = mentions.findLast(
    ({ start, end, name }) => end <= at.start && start >= clause.start && subjectOf(name) !== undefined,
  );
  const subject = before === undefined ? undefined : subjectOf(before.name);
  if (subject === "volume") return ["volume_change"];
  if (subject === "none") return [];
  const words = lower.slice(clause.start, clause.end);
  const isDay = day.test(words);
  const isCandle = candle.test(words);
  const dayFigures: readonly FigureName[] = ["change_24h", "change_24h_pct"];
  const scope: readonly FigureName[] =
    isDay === isCandle ? ["price_change", ...dayFigures] : isDay ? dayFigures : ["price_change"];
  const isOpen = subject === undefined && mentions.some(({ name }) => isVolume(name));
  return isOpen ? [...scope, "volume_change"] : scope;
}

function isVolume(name: MentionName): boolean {
  return name === "volume" || name === "volume_change";
}

function subjectOf(name: MentionName): "volume" | "price" | "none" | undefined {
  if (isVolume(name)) return "volume";
  if (name === "rsi") return "none";
  return name === "product" || name === "last_close" || name === "price_change" ? "price" : undefined;
}

function clauseAround(sentence: string, { start, end }: Span): Span {
  let from = 0;
  let to = sentence.length;
  for (const match of findMatches(sentence, breaks)) {
    if (match.index < start) from = match.index + match[0].length;
    else if (match.index >= end) {
      to = match.index;
      break;
    }
  }
  return { start: from, end: to };
}
