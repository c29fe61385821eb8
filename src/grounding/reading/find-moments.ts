import { findMatches } from "./find-matches.ts";
import type { Span } from "./span.ts";

/** A date or a time of day that a text speaks of. What it does not say is null. */
export interface Moment extends Span {
  readonly text: string;
  readonly year: number | null;
  /** 1 to 12. */
  readonly month: number | null;
  readonly day: number | null;
  readonly hour: number | null;
  readonly minute: number | null;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthName = `(?<monthName>(?:${months.join("|")})[a-z]*)`;

const patterns: readonly RegExp[] = [
  /\b(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[t ,]+(?:at )?(?<hour>\d{1,2}):(?<minute>\d{2})(?::\d{2}(?:\.\d+)?)?)?(?: ?(?:z|utc|gmt))?/u,
  new RegExp(
    String.raw`(?<![\d.,$€£])\b(?:${monthName.replace("monthName", "monthBefore")}\.? (?<dayAfter>\d{1,2})(?:st|nd|rd|th)?|(?<dayBefore>\d{1,2})(?:st|nd|rd|th)?(?: of)? ${monthName.replace("monthName", "monthAfter")}\.?)(?![a-z\d]|\.\d)(?:,? (?<year>\d{4}))?`,
    "u",
  ),
  /\b(?<hour>\d{1,2}):(?<minute>\d{2})(?::\d{2})?(?: ?(?<half>am|pm|a\.m|p\.m))?(?: ?(?:z|utc|gmt)\b)?/u,
  /\b(?<hour>\d{1,2}) ?(?<half>am|pm)\b(?: ?(?:utc|gmt)\b)?/u,
  /(?<=\b(?:in|of|since|year) )(?<year>(?:19|20)\d{2})\b(?![.,]\d)/u,
].map((pattern) => new RegExp(pattern.source, "gu"));

/** Finds the dates and times of a sentence (lower case). */
export function findMoments(sentence: string): Moment[] {
  const moments: Moment[] = [];
  for (const pattern of patterns) {
    for (const match of findMatches(sentence, pattern)) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (moments.some((other) => span.start < other.end && other.start < span.end)) continue;
      const moment = readMoment(match.groups ?? {}, match[0], span);
      if (moment !== null) moments.push(moment);
    }
  }
  return moments;
}

function readMoment(groups: Readonly<Record<string, string | undefined>>, text: string, span: Span): Moment | null {
  const name = groups["monthBefore"] ?? groups["monthAfter"];
  const month = name === undefined ? groups["month"] : String(months.indexOf(name.slice(0, 3)) + 1);
  if (name !== undefined && !isMonth(name)) return null;
  // "Its high of 11 may hold"
  if (name === "may" && groups["dayBefore"] !== undefined && groups["year"] === undefined) return null;
  const hour = toNumber(groups["hour"]);
  const isAfternoon = groups["half"]?.startsWith("p") === true;
  return {
    ...span,
    text,
    year: toNumber(groups["year"]),
    month: toNumber(month),
    day: toNumber(groups["dayBefore"] ?? groups["dayAfter"] ?? groups["day"]),
    hour: hour === null || groups["half"] === undefined ? hour : (hour % 12) + (isAfternoon ? 12 : 0),
    minute: toNumber(groups["minute"]),
  };
}

/** "may 5" is a date, "marks 5" is none. */
function isMonth(name: string): boolean {
  return /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/u.test(
    name,
  );
}

function toNumber(written: string | undefined): number | null {
  return written === undefined ? null : Number(written);
}
