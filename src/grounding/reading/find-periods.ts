import { findMatches } from "./find-matches.ts";
import { readSpelledNumber, spelledNumberPattern } from "./spelled-number.ts";
import type { Span } from "./span.ts";

/** A length of time, or a number of candles, that a text speaks of: `24-hour`, `5m`, `last five candles`, `14-period`. */
export interface Period extends Span {
  readonly text: string;
  readonly count: number;
  /** Of one unit; null where the unit is a candle, whatever its length. */
  readonly unitSeconds: number | null;
  /** It lies ahead ("the next 24 hours"), so that no figure could speak of it. */
  readonly ahead: boolean;
}

const unitSeconds: readonly (readonly [pattern: RegExp, seconds: number | null])[] = [
  [/^sec/u, 1],
  [/^mo/u, 30 * 86_400],
  [/^m/u, 60],
  [/^h/u, 3_600],
  [/^day|^d$|^session/u, 86_400],
  [/^w/u, 7 * 86_400],
  [/^y/u, 365 * 86_400],
  [/./u, null],
];

const number = String.raw`(?:\d+(?:\.\d+)?|${spelledNumberPattern}|(?<=\b(?:past|last|previous|prior) )(?:few|several|couple of))`;
const longUnits =
  "seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|candles?|candlesticks?|bars?|periods?|sessions?|intervals?|ticks?|closes|data points?";
/** Units that are one letter follow their number at once. */
const pattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,$€£])(?<count>${number})(?:(?<short>h|d|min|hr|hrs|m(?=[ ,.)]|$))(?![a-z])|(?: -|- |[ -])(?:(?:full|closed|consecutive|trading|recorded|available|straight|5-minute|five-minute)[ -]){0,8}(?<unit>${longUnits})(?![a-z]))`,
  "gu",
);

/** Finds the periods of a sentence (lower case). */
export function findPeriods(sentence: string): Period[] {
  const periods: Period[] = [];
  for (const match of findMatches(sentence, pattern)) {
    const { count: written = "", short, unit: long } = match.groups ?? {};
    const unit = short ?? long ?? "";
    // `$1.2m` and `2.5m` are millions.
    if (unit === "m" && !/^(?:1|5|15|30|60)$/u.test(written)) continue;
    // Candles come whole: "+741.17 candle on candle".
    if (written.includes(".") && /^(?:c|b|p|s|i|t|d)/u.test(unit) && !/^(?:d|s)/u.test(unit)) continue;
    const count = /^\d/u.test(written) ? Number(written) : readCountWord(written);
    periods.push({
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      count,
      unitSeconds: unitSeconds.find(([unitPattern]) => unitPattern.test(unit))?.[1] ?? null,
      ahead: /(?:next|coming|upcoming|following|ahead|within|further|another)(?: the)? $/u.test(
        sentence.slice(0, match.index),
      ),
    });
  }
  return periods;
}

/** "The last few hours" names no number that could be right. */
function readCountWord(written: string): number {
  return /^(?:few|several|couple)/u.test(written)
    ? Number.NaN
    : readSpelledNumber(written.replace(/^an? /u, "one ")).size;
}
