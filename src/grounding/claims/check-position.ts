import { findMatches } from "../reading/find-matches.ts";
import type { Facts } from "../facts.ts";
import { isDenied, isSupposed } from "../reading/modality.ts";
import type { Sentence } from "../reading/reading.ts";
import { findSpans } from "../reading/span.ts";
import type { ShownFigure } from "../shown-figure.ts";
import type { Violation } from "../verdict.ts";
import { claimViolation } from "./claim-violation.ts";

const article =
  "(?: (?:the|its|to|both|today's|of|their|a|an|at|tight|narrow|wide|current|recent|these|two|short-term)){0,8}";
const bands = "(?:bollinger(?: bands?| channel)?|bands?)";

const within = new RegExp(
  String.raw`\b(?:within|inside|between|contained (?:by|within|in)|in between|bounded by)${article} (?:confines of${article} |limits of${article} )?${bands}`,
  "gu",
);
const outside = new RegExp(String.raw`\b(?:outside(?: of)?|beyond|out of)${article} ${bands}`, "gu");
const nearness =
  "(?:near(?:s|ing|er)?|close(?:r)? to|approach(?:es|ing|ed)?|test(?:s|ed|ing)?|hug(?:s|ged|ging)|touch(?:es|ed|ing)?|press(?:es|ed|ing)?(?: up)? against|pressing|tagg?(?:s|ed|ing)|brush(?:es|ed|ing)?|just (?:above|below|under|over|shy of|short of|beneath)|a (?:touch|hair|whisker) (?:above|below|under|over|from)|(?:at|towards?|toward|in)(?= (?:the |its )?(?:top|upper end|bottom|lower end|very top|very bottom)))";
const upperPlace = String.raw`(?:upper (?:bollinger )?band|upper bollinger|(?:top|upper (?:end|edge|half|part|third|boundary|limit|bound|side)) of (?:the |its |today's |a )?(?:daily |24-hour |day's |trading |intraday |session ){0,8}(?:bollinger(?: bands?)?|bands?|channel)|upper (?:edge|boundary|bound|limit))`;
const lowerPlace = String.raw`(?:lower (?:bollinger )?band|lower bollinger|(?:bottom|lower (?:end|edge|half|part|third|boundary|limit|bound|side)) of (?:the |its |today's |a )?(?:daily |24-hour |day's |trading |intraday |session ){0,8}(?:bollinger(?: bands?)?|bands?|channel)|lower (?:edge|boundary|bound|limit))`;
const day = "(?:daily |24[- ]hour |24h |day's |today's |intraday |session |session's ){0,8}";
const topPlace = String.raw`(?:${day}highs?\b(?! (?:volatility|volume))|(?:top|upper (?:end|edge|half|part|third|reaches)) of (?:the |its |today's |a )?${day}(?:trading )?range)`;
const bottomPlace = String.raw`(?:${day}lows?\b(?! (?:volatility|volume))|(?:bottom|lower (?:end|edge|half|part|third|reaches)) of (?:the |its |today's |a )?${day}(?:trading )?range)`;

const middle =
  /\b(?:midway|halfway|in the middle|at the (?:midpoint|centre|center)|mid-?point)(?= (?:through|of|between|in|up)\b[^,;]{0,40}\b(?:bands?|bollinger|range|extremes|highs?|lows?|channel))|\bmid-range\b/gu;

/** A high that the last close itself has made. */
const fresh = new RegExp(String.raw`\b(?:new|fresh)(?:ly set)? (?:${day}(?<extreme>highs?|lows?|peak|trough))\b`, "gu");
const freshWithin = 0.02;

interface Place {
  readonly pattern: RegExp;
  readonly low: "bollinger_lower" | "daily_low";
  readonly high: "bollinger_upper" | "daily_high";
  /** The half that it lies in. */
  readonly half: 1 | -1;
}

const places: readonly Place[] = [
  { pattern: placePattern(upperPlace), low: "bollinger_lower", high: "bollinger_upper", half: 1 },
  { pattern: placePattern(lowerPlace), low: "bollinger_lower", high: "bollinger_upper", half: -1 },
  { pattern: placePattern(topPlace), low: "daily_low", high: "daily_high", half: 1 },
  { pattern: placePattern(bottomPlace), low: "daily_low", high: "daily_high", half: -1 },
];

function placePattern(place: string): RegExp {
  return new RegExp(
    String.raw`\b${nearness}${article} (?:[$€£]?[\d.,]+ )?${place}|\bin${article} (?=upper|lower|top|bottom)${place}`,
    "gu",
  );
}

/** "Far from the high", "well above the low": not where the close is all but there. */
const farness = String.raw`(?:far (?:from|off|below|above|under)|well (?:off|below|above|under|away from|clear of)|a long way (?:from|off|below|above)|nowhere near|distant from|not near)`;
const farPlaces: readonly Place[] = [
  { pattern: farPattern(upperPlace), low: "bollinger_lower", high: "bollinger_upper", half: 1 },
  { pattern: farPattern(lowerPlace), low: "bollinger_lower", high: "bollinger_upper", half: -1 },
  { pattern: farPattern(topPlace), low: "daily_low", high: "daily_high", half: 1 },
  { pattern: farPattern(bottomPlace), low: "daily_low", high: "daily_high", half: -1 },
];
/** A tenth of the way between is near, whatever else it is. */
const surelyNear = 0.1;

function farPattern(place: string): RegExp {
  return new RegExp(String.raw`\b${farness}${article} (?:[$€£]?[\d.,]+ )?${place}`, "gu");
}

/** Names that, right before a place, are what is placed there instead of the price. */
const pastPlace = /\b(?:from|off|after|since)(?: \w+)? $/u;
const otherSubject = /\b(?:ema|average|rsi|band|high|low|momentum|volume)\b[^,;]{0,30}$/u;

/** A position this far to the wrong side of the middle is still no lie. */
const tolerance = 0.05;

/**
 * Checks where a sentence says that the price stands: within or outside the bands; near one of them, or the day's high or low,
 * which needs that half of the way between; or in the middle.
 */
export function checkPosition(sentence: Sentence, facts: Facts): Violation[] {
  const close = facts.figure("last_close");
  const claims: { start: number; end: number; text: string; isFalse: boolean }[] = [];
  const lower = facts.figure("bollinger_lower");
  const upper = facts.figure("bollinger_upper");
  const areBandsGiven = close !== null && lower !== null && upper !== null;
  if (!areBandsGiven) {
    const claimed = [...findSpans(sentence.lower, within), ...findSpans(sentence.lower, outside)];
    claims.push(...claimed.map((span) => ({ ...span, isFalse: !isDenied(sentence.lower, span.start) })));
  } else {
    const isInside = close.value >= lower.value && close.value <= upper.value;
    const isAtEdge = close.text === lower.text || close.text === upper.text;
    for (const span of findSpans(sentence.lower, within)) {
      const denied = isDenied(sentence.lower, span.start);
      claims.push({ ...span, isFalse: denied ? isInside && !isAtEdge : !isInside && !isAtEdge });
    }
    for (const span of findSpans(sentence.lower, outside)) {
      const denied = isDenied(sentence.lower, span.start);
      claims.push({ ...span, isFalse: denied ? !isInside : isInside });
    }
  }
  for (const { pattern, low, high, half } of places) {
    const position = positionOf(facts, low, high);
    if (position === null && isGiven(facts, low, high)) continue;
    for (const span of findSpans(sentence.lower, pattern)) {
      if (
        isDenied(sentence.lower, span.start) ||
        otherSubject.test(sentence.lower.slice(0, span.start)) ||
        pastPlace.test(sentence.lower.slice(0, span.start))
      )
        continue;
      claims.push({ ...span, isFalse: position === null || (position - 0.5) * half < -tolerance });
    }
  }
  for (const { pattern, low, high, half } of farPlaces) {
    const position = positionOf(facts, low, high);
    if (position === null) continue;
    for (const span of findSpans(sentence.lower, pattern)) {
      if (isDenied(sentence.lower, span.start) || otherSubject.test(sentence.lower.slice(0, span.start))) continue;
      claims.push({ ...span, isFalse: half === 1 ? position > 1 - surelyNear : position < surelyNear });
    }
  }
  for (const span of findSpans(sentence.lower, middle)) {
    if (isDenied(sentence.lower, span.start)) continue;
    const inBands = positionOf(facts, "bollinger_lower", "bollinger_upper");
    const inRange = positionOf(facts, "daily_low", "daily_high");
    const positions = /band|bollinger/u.test(sentence.lower.slice(span.end, span.end + 40))
      ? [inBands]
      : [inBands, inRange];
    claims.push({
      ...span,
      isFalse: positions.every((position) => position !== null && Math.abs(position - 0.5) > 0.25),
    });
  }
  for (const match of findMatches(sentence.lower, fresh)) {
    const position = positionOf(facts, "daily_low", "daily_high");
    if (position === null || isDenied(sentence.lower, match.index)) continue;
    const isHigh = /^(?:high|peak)/u.test(match.groups?.["extreme"] ?? "");
    const span = { start: match.index, end: match.index + match[0].length, text: match[0] };
    claims.push({ ...span, isFalse: isHigh ? position < 1 - freshWithin : position > freshWithin });
  }
  return claims
    .filter(({ start, isFalse }) => isFalse && !isSupposed(sentence.lower, start))
    .map((span) =>
      claimViolation("false_claim", sentence, span, `"${span.text}" is not true: ${describeClose(close, facts)}.`),
    );
}

function describeClose(close: ShownFigure | null, facts: Facts): string {
  if (close === null) return "no last close is given";
  const isComplete = isGiven(facts, "bollinger_lower", "bollinger_upper") && isGiven(facts, "daily_low", "daily_high");
  return `the last close is ${close.text}${isComplete ? "" : ", and not all levels are given"}`;
}

function isGiven({ figure }: Facts, low: Place["low"], high: Place["high"]): boolean {
  return figure("last_close") !== null && figure(low) !== null && figure(high) !== null;
}

/** Where the last close stands between two levels: 0 at the low one, 1 at the high one; null without a way between. */
function positionOf({ figure }: Facts, low: Place["low"], high: Place["high"]): number | null {
  const [close, bottom, top] = [figure("last_close"), figure(low), figure(high)];
  if (close === null || bottom === null || top === null || !(top.value > bottom.value)) return null;
  return (close.value - bottom.value) / (top.value - bottom.value);
}
