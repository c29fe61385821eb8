import { alt, opt, type Parser, rule, seq, tag, tagIf } from "../parser.ts";
import type { Quantity, Side, Statement } from "../statement.ts";
import { degree } from "./degrees.ts";
import { nameOf, type Predicate } from "./subjects.ts";

/** Where the zones of an RSI begin and end, and what of its scale is called low and high. */
const scale = { oversold: 30, low: 40, middle: 50, high: 60, overbought: 70 } as const;

function level(side: Side, size: number, denied: boolean): Statement {
  const quantity: Quantity = { size, sign: 0, step: 1, unit: "none", approx: false };
  return { is: "level", side, quantity, figure: "rsi", denied, size: "none", distance: null };
}

const isZone = (zone: string): zone is "overbought" | "oversold" => zone === "overbought" || zone === "oversold";
const extremeZone = seq([tag("zone"), opt(tag("moodNoun"), null)], (zone) => (isZone(zone) ? zone : null));

/** What only an oscillator is: `low`, `closer to oversold than to overbought`, `in the lower half of the neutral zone`. */
export const ofOscillator: Parser<Predicate> = rule(
  alt(
    seq([opt(tag("in"), null), degree, tag("height"), opt(tag("moodNoun"), null)], (_, __, height) =>
      said((denied) => [level(height === "low" ? "below" : "above", scale[height], denied)]),
    ),
    seq(
      [
        degree,
        alt(tag("closer"), tag("favor")),
        opt(tag("to"), null),
        extremeZone,
        opt(
          seq([tag("than"), opt(tag("to"), null), extremeZone], (_, __, zone) => zone),
          null,
        ),
      ],
      (_, __, ___, to, than): Predicate | null =>
        to === than
          ? null
          : said((denied) => (denied ? null : [level(to === "oversold" ? "below" : "above", scale.middle, false)])),
    ),
    seq(
      [
        opt(tag("in"), null),
        tag("part"),
        tag("of"),
        tagIf("mood", (mood) => mood === "neutral"),
        tag("moodNoun"),
      ],
      (_, [from, to]) =>
        said((denied) => {
          const at = (share: number): number => scale.oversold + share * (scale.overbought - scale.oversold);
          return denied ? null : [level("above", at(from) - 0.01, false), level("below", at(to) + 0.01, false)];
        }),
    ),
  ),
);

function said(build: (denied: boolean) => readonly Statement[] | null): Predicate {
  return { last: null, of: ({ subject }, denied) => (nameOf(subject) === "rsi" ? build(denied) : null) };
}
