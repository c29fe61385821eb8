import type { Scope } from "../../statement.ts";
import { alt, opt, rule, seq, tag, tagIf } from "../../parser/parser.ts";

const to = (scope: Scope) => (): Scope => scope;

/** `over 24 hours`, `on the last candle`, `from the previous candle`, `short-term`. */
const adverb = alt(
  tag("span"),
  seq([tag("on"), tag("day")], to("day")),
  seq([tag("on"), tag("hours")], (_, scope) => scope),
  seq([tag("on"), tag("candle")], to("candle")),
  seq([tag("on"), tag("candleBefore")], to("candle")),
  // "on the short-term horizon"
  seq([tag("on"), tagIf("spanAdjective", (scope) => scope !== "candle"), tag("moodNouns")], (_, scope) => scope),
);

const one = alt(adverb, tag("spanAdjective"));

/** A span that stands for itself: `over 24 hours`, `short term,`. An adjective needs its noun. */
export const spanOfItsOwn = rule(
  alt(
    adverb,
    seq([tag("spanAdjective"), tag("comma")], (scope) => scope),
  ),
);

/** A span, or several that mean the same: `on the last candle from the previous one`. */
export const span = rule(
  alt(
    one,
    seq([one, one], (first, second): Scope | null => (first === second ? first : null)),
    seq([tag("open"), one, tag("close")], (_, scope) => scope),
  ),
);

/** A span, or none: then null. */
export const maybeSpan = opt(span, null);

/** The last candle as that which moved: `the last candle lost 1.09`. */
export const candle = rule(tag("candle"));

/** A span before its noun: `24-hour`, `latest`; or none. */
export const maybeSpanBefore = opt(tag("spanAdjective"), null);
