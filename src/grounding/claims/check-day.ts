import type { Facts } from "../facts.ts";
import type { Sentence } from "../reading/reading.ts";
import { findSpans } from "../reading/span.ts";
import type { Violation } from "../verdict.ts";
import { claimViolation } from "./claim-violation.ts";

/** Words that speak of a day. */
const dayWords =
  /\b(?:24[ -]?(?:hours?|hrs?|h)|twenty-four hours?|today|daily|intraday|overnight|(?:the|this|a|its|last|past|whole|full) days?)\b/gu;

const dayFigures = ["daily_high", "daily_low", "buying_momentum", "selling_momentum", "change_24h"] as const;

/** Checks that nothing is said of a day where the candles do not cover one: then no figure of it is given. */
export function checkDay(sentence: Sentence, facts: Facts): Violation[] {
  if (dayFigures.some((name) => facts.figure(name) !== null)) return [];
  return findSpans(sentence.lower, dayWords).map((span) =>
    claimViolation(
      "wrong_period",
      sentence,
      span,
      `No figure is about "${span.text}". The candles do not cover a day.`,
    ),
  );
}
