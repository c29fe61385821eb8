import type { Facts } from "../facts.ts";
import { isDenied } from "../reading/modality.ts";
import type { Moment } from "../reading/find-moments.ts";
import type { Period } from "../reading/find-periods.ts";
import type { Sentence } from "../reading/reading.ts";
import { findSpans } from "../reading/span.ts";
import type { Violation } from "../verdict.ts";
import { claimViolation } from "./claim-violation.ts";

const dayMs = 86_400_000;

/** Candles that a figure covers: the last change two of them, averages and bands 5, the RSI 14. */
const coveredCandles: readonly number[] = [1, 2, 4, 5, 14, 15];

/** Times that no figure covers, whatever is said of them. */
const otherTimes =
  /\b(?:(?:this|last|past|previous|prior|over the|for the|in a|of the|since last) (?:hour|week|month|quarter|year|weekend|few (?:minutes|hours|days|weeks|months))|weekly|monthly|yearly|annual|quarterly|year-to-date|ytd|month-to-date|all[- ]time (?:high|low)|record (?:high|low)|multi-(?:day|week|month|year)|(?:one|two|three|four|six|seven|thirty|ninety)-(?:week|month|year|day)(?<!one-day)|hourly|week-on-week|year-on-year|month-on-month|(?:since|on|from) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|in (?:several |many |recent |\w+ )?(?:days|weeks|months|years)|(?:asian|european|london|new york|american|us) (?:session|trading|hours|open|close)|on the hour|(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|several|multiple) (?:straight|consecutive|successive)|last (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b/gu;

/** Checks every period, date and time of a sentence against what the figures cover: a candle, the window, its end. */
export function checkPeriods(sentence: Sentence, facts: Facts): Violation[] {
  const coverage = `The figures cover ${describeCoverage(facts)}.`;
  const wrong = [
    ...sentence.periods.filter((period) => !period.ahead && !isCovered(period, facts)),
    ...sentence.moments.filter((moment) => !isOfWindow(moment, facts)),
    ...findSpans(sentence.lower, otherTimes).filter(
      (span) => !isDenied(sentence.lower, span.start) && !isWindow(span.text, facts),
    ),
  ];
  return wrong.map((span) =>
    claimViolation("wrong_period", sentence, span, `No figure is about "${span.text.trim()}". ${coverage}`),
  );
}

function isCovered({ count, unitSeconds }: Period, facts: Facts): boolean {
  const { candle_count: present, expected_count: expected } = facts.features;
  if (unitSeconds === null) return [...coveredCandles, present, expected, expected - present].includes(count);
  const seconds = count * unitSeconds;
  if (coveredCandles.some((candles) => candles * facts.intervalSeconds === seconds)) return true;
  // The changes over 24 hours are called so, whatever the window.
  return seconds === dayMs / 1_000 || seconds === facts.windowSeconds || seconds === present * facts.intervalSeconds;
}

/** A window of a week or an hour may be called one. */
function isWindow(words: string, { windowSeconds, intervalSeconds }: Facts): boolean {
  if (/week/u.test(words)) return windowSeconds === 7 * 86_400;
  return /hour/u.test(words) && (windowSeconds === 3_600 || intervalSeconds === 3_600);
}

/** The end of the window, its start, and the start of its last candle; a date alone may be any between. */
function isOfWindow(moment: Moment, { features, windowSeconds, intervalSeconds }: Facts): boolean {
  const endMs = features.as_of * 1_000;
  const startMs = endMs - windowSeconds * 1_000;
  const times = [endMs, endMs - intervalSeconds * 1_000, startMs].map((time) => new Date(time));
  const days: Date[] = [];
  for (let time = startMs; time <= endMs && days.length < 40; time += dayMs / 2) days.push(new Date(time));
  days.push(new Date(endMs));
  return (moment.hour === null ? days : times).some(
    (time) =>
      (moment.year === null || moment.year === time.getUTCFullYear()) &&
      (moment.month === null || moment.month === time.getUTCMonth() + 1) &&
      (moment.day === null || moment.day === time.getUTCDate()) &&
      (moment.hour === null ||
        moment.hour === time.getUTCHours() ||
        (moment.hour === 24 && time.getUTCHours() === 0)) &&
      (moment.minute === null || moment.minute === time.getUTCMinutes()),
  );
}

function describeCoverage({ features, windowSeconds, intervalSeconds }: Facts): string {
  const end = `${new Date(features.as_of * 1_000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `candles of ${intervalSeconds / 60} minutes over ${windowSeconds / 3_600} hours up to ${end}`;
}
