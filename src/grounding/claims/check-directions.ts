import { findMatches } from "../reading/find-matches.ts";
import type { FigureName } from "../../features/index.ts";
import type { Facts } from "../facts.ts";
import { changes } from "../figure-values.ts";
import { clauseBefore, isDenied, isSupposed } from "../reading/modality.ts";
import type { Sentence } from "../reading/reading.ts";
import type { Span } from "../reading/span.ts";
import type { Violation } from "../verdict.ts";
import { changeScopeAt } from "./change-scope.ts";
import { fallWords, riseWords } from "./change-words.ts";
import { claimViolation } from "./claim-violation.ts";

const adverbs =
  "(?: (?:has|have|had|is|are|was|were|been|being|also|just|slightly|modestly|sharply|only|still|even|both|steadily|recently|gently|barely|mildly|marginally|moderately|strongly|significantly|notably|nearly|continues?|continued|to|saw|seen|see|showed|shows|recorded|registered|posted|experienced|logged|a|an|the|small|slight|modest|sharp|strong|solid|mild|itself|actually|now|currently|likewise|overall|price|trading|quietly|all|did|managed|up to|which|that|action|over the last candle|in the last candle|in the latest candle|over the day|over 24 hours|today|on the day)){0,8}";
const rising = String.raw`(?:rising|increas(?:ing|ed)|higher|growing|expanding|heavier|stronger|surging|swelling|climbing|improving|accelerating|picking up)`;
const falling = String.raw`(?:falling|declining|shrinking|lower|lighter|decreas(?:ing|ed)|dwindling|reduced|thinner|contracting|thinning|weaker|fading|waning|dropping|diminish(?:ing|ed)|sliding|softer|slowing)`;
const verbEnd = String.raw`(?![-\w])(?! (?:band|bollinger|momentum|pressure|interest|trend|bias|than|limit|boundary|edge|end|half|highs?|lows?|side|territory|note|outlook|sentiment|to (?:the )?\w+ side))`;

interface DirectionPattern {
  readonly pattern: RegExp;
  readonly direction: 1 | 0 | -1;
  /** "Neither the drop in volume nor ...": denying such a sentence does not deny the drop. */
  readonly takenForGranted?: true;
}

/** A subject with a verb of change behind it, an adjective of change before it, or a noun of change that it stands in. */
function claimPatterns(subject: string, adjectives: readonly [string, string] = [rising, falling]): DirectionPattern[] {
  return (
    [
      [riseWords, adjectives[0], 1],
      [fallWords, adjectives[1], -1],
    ] as const
  ).flatMap(([words, adjective, direction]): DirectionPattern[] => [
    {
      pattern: new RegExp(
        String.raw`(?<![\w-])${subject}(?: \([^)]*\)| (?:of|at) [$€£]?[\d.,]+)?,?${adverbs} (?<claim>${words})${verbEnd}`,
        "gu",
      ),
      direction,
    },
    {
      pattern: new RegExp(
        String.raw`\b(?<claim>${adjective})(?: (?:trading|overall|its|the)){0,8} ${subject}(?! (?:band|bollinger))`,
        "gu",
      ),
      direction,
      takenForGranted: true,
    },
    {
      pattern: new RegExp(String.raw`\b(?<claim>${words}) in(?: (?:the|its|trading|overall)){0,8} ${subject}`, "gu"),
      direction,
      takenForGranted: true,
    },
  ]);
}

/** "Unchanged" is no word for a rise or a fall; "nearly unchanged" may be. */
function unchangedPattern(subject: string): DirectionPattern {
  return {
    pattern: new RegExp(
      String.raw`(?<![\w-])${subject}(?: (?:is|was|has been|remains|remained|stands|ended|closed|stayed)){1,8} (?<claim>unchanged)`,
      "gu",
    ),
    direction: 0,
  };
}

const volume = /volumes?|turnover|participation|activity/u;
const rsi = /rsi|relative strength index/u;
const ema = /ema|exponential moving average/u;
const volumePatterns = [...claimPatterns(`(?:${volume.source})`), unchangedPattern(`(?:${volume.source})`)];
/** "Elevated" and "lower" say where an indicator stands, not where it goes. */
const moving = ["(?:rising|climbing|increasing)", "(?:falling|declining|dropping|decreasing|sliding)"] as const;
const rsiPatterns = claimPatterns(`(?:${rsi.source})(?: (?:reading|value))?`, moving);
const emaPatterns = claimPatterns(`(?:${ema.source})`, moving);
const signPatterns = (
  [
    ["positive", 1],
    ["negative", -1],
  ] as const
).map(([word, direction]) => ({
  pattern: new RegExp(
    String.raw`\b(?<claim>${word})(?: (?:24-hour|24h|daily|price|day|latest|recent|overall|net|intraday)){0,8} (?:changes?|performance|returns?|move(?:ment)?)\b`,
    "gu",
  ),
  direction,
}));

/** Checks rises and falls that are told without a number: of the price, the volume, the RSI and the EMA. */
export function checkDirections(sentence: Sentence, facts: Facts): Violation[] {
  const { lower } = sentence;
  return [
    ...(volume.test(lower) ? judge(sentence, volumePatterns, () => signsOf(facts, ["volume_change"])) : []),
    // The EMA follows the close that lies above it.
    ...(rsi.test(lower) ? judge(sentence, rsiPatterns, () => rsiSigns(facts)) : []),
    ...(ema.test(lower) ? judge(sentence, emaPatterns, () => emaSign(facts)) : []),
    ...judge(sentence, pricePatterns, (span) => priceSigns(sentence, span, facts)),
  ];
}

const toPast =
  "(?= than (?:(?:it|the price|where it) (?:was|stood|traded|closed|opened) )?(?:at |on )?(?:24|twenty-four|a day|one day|yesterday|the day before|the previous day))";
const candle =
  "(?:(?:last|latest|final|most recent|5-minute|five-minute|closed|single) ){0,8}(?:candle|candlestick|bar)\\b";
/** "In the red", "a green candle", "a bullish last candle", "lower than a day ago". */
const colourPatterns: readonly DirectionPattern[] = (
  [
    ["green", "bullish", "higher|up", 1],
    ["red", "bearish", "lower|down", -1],
  ] as const
).flatMap(([colour, mood, comparison, direction]) => [
  {
    pattern: new RegExp(
      String.raw`\b(?:in the|day|session|candle|bar|is|was|still|remains|stays|closed|closes|ended|finished|turned) (?:is |was |still |firmly |marginally |slightly |also |closed |ended |finished |in the ){0,8}(?<claim>${colour})\b`,
      "gu",
    ),
    direction,
  },
  { pattern: new RegExp(String.raw`\b(?<claim>${colour}|${mood}) ${candle}`, "gu"), direction },
  { pattern: new RegExp(String.raw`\b(?<claim>${comparison})${toPast}`, "gu"), direction },
]);

const pricePatterns: readonly DirectionPattern[] = [...priceClaims(), ...signPatterns, ...colourPatterns];

/** The product is known as `@`, see `Sentence`. */
function priceClaims(): DirectionPattern[] {
  const subject = String.raw`(?:@|prices?|(?:last |latest |most recent |final |5-minute |five-minute ){1,8}(?:candle|bar|close)|the stock|the token|the coin|the asset|the pair|the market)(?:'s)?`;
  const patterns = claimPatterns(subject).filter((_, index) => index % 3 !== 1);
  const higher = new RegExp(
    String.raw`(?<![\w-])${subject}${adverbs} (?<claim>higher|up)(?= (?:over|on the day|today|in the|for the|during|across|since))`,
    "gu",
  );
  return [...patterns, { pattern: higher, direction: 1 }, unchangedPattern(subject)];
}

interface Told {
  /** Of the figures that the words may be about; empty where none of them is given. */
  readonly signs: readonly number[] | null;
  readonly truth: string;
}

function judge(sentence: Sentence, patterns: readonly DirectionPattern[], tell: (at: Span) => Told): Violation[] {
  const violations: Violation[] = [];
  const seen = new Set<number>();
  for (const { pattern, direction, takenForGranted = false } of patterns) {
    for (const match of findMatches(sentence.unnamed, pattern)) {
      const claim = match.groups?.["claim"] ?? "";
      const start = match.index + match[0].lastIndexOf(claim);
      const span = { start, end: start + claim.length };
      if (seen.has(start) || isHarmless(sentence, span, takenForGranted)) continue;
      seen.add(start);
      const { signs, truth } = tell(span);
      // Null says that the words are about nothing that a figure could tell.
      if (signs === null) continue;
      const isTrue = signs.some((sign) => sign === direction);
      const denied = isDenied(sentence.lower, start);
      const isFalse = denied ? !takenForGranted && isTrue && signs.every((sign) => sign === direction) : !isTrue;
      if (isFalse) violations.push(claimViolation("false_claim", sentence, span, `"${claim}" is not true. ${truth}`));
    }
  }
  return violations;
}

/** A rise or fall that is only thought of, or whose number is checked where numbers are. */
function isHarmless({ lower, quantities }: Sentence, { start, end }: Span, takenForGranted: boolean): boolean {
  if (isSupposed(lower, start)) return true;
  const number = quantities.find((quantity) => quantity.start >= end && quantity.start - end <= 12);
  if (
    !takenForGranted &&
    number !== undefined &&
    !/\b(?:to|from|at|above|below|under|over)\b/u.test(lower.slice(end, number.start))
  )
    return true;
  return /\b(?:signs? of|signals?|pressure|momentum)\b[^,;]*$/u.test(clauseBefore(lower, start).slice(-25));
}

type GivenSigns = Told & { readonly signs: readonly number[] };

const changeLabels = {
  price_change: "price changed",
  change_24h: "price changed over 24 hours",
  change_24h_pct: "price changed in percent over 24 hours",
  volume_change: "volume changed",
} as const;

function signsOf(facts: Facts, names: readonly FigureName[]): GivenSigns {
  const signs: number[] = [];
  const truths: string[] = [];
  for (const name of changes) {
    const shown = facts.figure(name);
    if (!names.includes(name) || shown === null) continue;
    signs.push(Number(shown.text) === 0 ? 0 : Math.sign(shown.value));
    truths.push(`The ${changeLabels[name]} by ${shown.text}.`);
  }
  return { signs, truth: truths.length === 0 ? "No figure tells of it." : truths.join(" ") };
}

/** Said of the day, the day's change is meant. Else the last candle's may be, or that the price left its average that way. */
function priceSigns(sentence: Sentence, span: Span, facts: Facts): Told {
  const clause = sentence.lower.slice(span.end).split(/[,;]/u)[0] ?? "";
  const scope = changeScopeAt(sentence, span);
  if (scope.length === 0) return { signs: null, truth: "" };
  if (ofTheDay.test(clause) || dayBefore.test(sentence.lower.slice(0, span.start)) || !scope.includes("change_24h"))
    return signsOf(facts, scope);
  const { signs, truth } = signsOf(facts, ["price_change", ...scope]);
  const [close, average] = [facts.figure("last_close"), facts.figure("rolling_avg")];
  return close === null || average === null
    ? { signs, truth }
    : { signs: [...signs, Math.sign(close.value - average.value)], truth };
}

const ofTheDay =
  /\b(?:over|in|during|for|across|on|since|throughout)\b(?: \w+){0,3} (?:24|twenty-four|day|session|yesterday)|\btoday\b|^ than\b.* (?:24|twenty-four|day|yesterday)\b/u;
/** "Ended the day in the red" */
const dayBefore = /\b(?:day|session)(?:'s)?(?: (?:is|was|still|remains|firmly|marginally|slightly|in|the)){0,8} $/u;

/** The RSI rises when the last close does. Where it stood before is not known: one below 50 may as well have fallen there. */
function rsiSigns(facts: Facts): Told {
  const value = facts.figure("rsi");
  const { signs, truth } = signsOf(facts, ["price_change"]);
  if (value === null) return { signs: [], truth: "No RSI is given." };
  if (signs.includes(0)) return { signs: null, truth };
  return { signs, truth: `The RSI is ${value.text}. ${truth}` };
}

function emaSign(facts: Facts): Told {
  const [close, average] = [facts.figure("last_close"), facts.figure("ema")];
  if (close === null || average === null) return { signs: [], truth: "No EMA is given." };
  const truth = `The last close is ${close.text} and the EMA ${average.text}.`;
  return { signs: [Math.sign(close.value - average.value)], truth };
}
