import type { Facts } from "../facts.ts";
import { clauseBefore, isDenied, isSupposed } from "../reading/modality.ts";
import type { Sentence } from "../reading/reading.ts";
import { findSpans } from "../reading/span.ts";
import type { Violation } from "../verdict.ts";
import { claimViolation } from "./claim-violation.ts";

/** What a reader takes for a trend, and how many of the figures must bear it out. */
const claims: readonly { readonly pattern: RegExp; readonly direction: 1 | -1; readonly needed: number }[] = [
  {
    pattern: /\b(?:up-?trend|upward (?:trend|trajectory|path)|uptrending|rising trend|rally(?:ing)?)\b/gu,
    direction: 1,
    needed: 2,
  },
  {
    pattern: /\b(?:down-?trend|downward (?:trend|trajectory|path)|downtrending|falling trend|sell-?off)\b/gu,
    direction: -1,
    needed: 2,
  },
  { pattern: /\b(?:bullish(?:ness)?|upward (?:momentum|bias|pressure)|optimis(?:m|tic))\b/gu, direction: 1, needed: 1 },
  {
    pattern: /\b(?:bearish(?:ness)?|downward (?:momentum|bias|pressure)|pessimis(?:m|tic))\b/gu,
    direction: -1,
    needed: 1,
  },
];

const strong =
  /\b(?:strong(?:ly)?|clear(?:ly)?|decisive(?:ly)?|powerful|pronounced|robust|extremely|overwhelmingly|unmistakab(?:le|ly)|firm(?:ly)?|steep|sharp|decidedly|heavily|very)(?: [\w-]+)? $/u;

/** Checks that a trend or a mood that a sentence claims is borne out by some of the figures, a strong one by more of them. */
export function checkTrend(sentence: Sentence, facts: Facts): Violation[] {
  return claims.flatMap(({ pattern, direction, needed }) => {
    const votes = countVotes(direction, facts);
    return findSpans(sentence.lower, pattern)
      .filter(({ start, end }) => {
        const before = clauseBefore(sentence.lower, start);
        const least = strong.test(before) ? needed + 1 : needed;
        if (ofTheDay.test(before) || overTheDay.test(sentence.lower.slice(end)))
          return isAgainstDay(direction, facts) && !isDenied(sentence.lower, start);
        return (
          votes < least &&
          !isDenied(sentence.lower, start) &&
          !isSupposed(sentence.lower, start) &&
          !/\b(?:neither|less|weak(?:er|ening)?|fading|waning|limited|counter(?:ing)?|revers\w+|resum\w+) (?:\w+ )?$/u.test(
            before,
          )
        );
      })
      .map((span) =>
        claimViolation(
          "false_claim",
          sentence,
          span,
          `"${span.text}" is not borne out by the figures. ${describeTrend(facts)}`,
        ),
      );
  });
}

/** "A 24-hour uptrend" is told of the day's change alone. */
const overTheDay =
  /^ (?:over|for|in|during|across|throughout) (?:the )?(?:past |last |full |whole ){0,8}(?:24|twenty-four|day\b)|^ (?:on the day|today)\b/u;
const ofTheDay = /\b(?:24[- ]h\w*|daily|day's) $/u;

function isAgainstDay(direction: 1 | -1, { figure }: Facts): boolean {
  const day = figure("change_24h");
  return day !== null && Math.sign(day.value) !== direction;
}

/** How many figures point in a direction: the day's and the last change, the place of the close, the momentum, the RSI. */
function countVotes(direction: 1 | -1, { figure }: Facts): number {
  const value = (name: Parameters<Facts["figure"]>[0]) => figure(name)?.value ?? Number.NaN;
  const close = value("last_close");
  const signs = [
    value("change_24h"),
    value("price_change"),
    close - value("rolling_avg"),
    close - value("ema"),
    value("ema") - value("rolling_avg"),
    value("buying_momentum") - value("selling_momentum"),
    value("rsi") - 50,
  ];
  return signs.filter((sign) => Math.sign(sign) === direction).length;
}

function describeTrend({ figure }: Facts): string {
  const day = figure("change_24h");
  const rsi = figure("rsi");
  return [
    day === null ? "" : `The price changed by ${day.text} over 24 hours.`,
    rsi === null ? "" : `The RSI is ${rsi.text}.`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
