import { alt, opt, type Parser, rule, seq, tag, tagIf } from "../parser/parser.ts";
import type { Quantity, Side, Size, Statement } from "../statement.ts";
import { degree } from "./movements/degrees.ts";
import { nameOf, type Predicate } from "./subjects.ts";

/** The middle of the scale of an RSI: what is low is well below it. */
const middle: Quantity = { size: 50, sign: 0, step: 1, unit: "none", approx: false };

function besideMiddle(side: Side, size: Size, denied: boolean): Statement {
  return { is: "level", side, quantity: middle, figure: "rsi", denied, size, distance: null };
}

const isZone = (zone: string): zone is "overbought" | "oversold" => zone === "overbought" || zone === "oversold";
const extremeZone = seq([tag("zone"), opt(tag("moodNoun"), null)], (zone) => (isZone(zone) ? zone : null));

const limit = seq(
  [tagIf("number", ({ size, sign }) => (size === 30 || size === 70) && sign !== -1)],
  ({ size }) => size,
);

/** What only an oscillator is: `low`, `closer to oversold than to overbought`. */
export const ofOscillator: Parser<Predicate> = rule(
  alt(
    // "between 30 and 70", "in the neutral range between 30 and 70"
    seq(
      [
        opt(
          seq(
            [
              opt(tag("in"), null),
              tagIf("mood", (mood) => mood === "neutral"),
              alt(
                tag("moodNoun"),
                tagIf("figure", ({ group }) => group === "range"),
              ),
            ],
            () => true as const,
          ),
          null,
        ),
        alt(tag("between"), tag("within")),
        tagIf("number", ({ size, sign }) => size === 30 && sign !== -1),
        tag("and"),
        tagIf("number", ({ size, sign }) => size === 70 && sign !== -1),
      ],
      () => said((denied) => [{ is: "zone", zone: "neutral", denied, size: "none" }]),
    ),
    // "in the neutral range of 30 to 70", "within the neutral zone (30-70)"
    seq(
      [
        opt(alt(tag("in"), tag("within"), tag("at")), null),
        tagIf("mood", (mood) => mood === "neutral"),
        opt(
          alt(
            tag("moodNoun"),
            tagIf("figure", ({ group }) => group === "range"),
          ),
          null,
        ),
        opt(alt(tag("of"), tag("fromWord"), tag("open"), tag("between")), null),
        tagIf("number", ({ size, sign }) => size === 30 && sign !== -1),
        alt(tag("to"), tag("and"), tag("dash")),
        tagIf("number", ({ size, sign }) => size === 70 && sign !== -1),
        opt(tag("close"), null),
      ],
      () => said((denied) => [{ is: "zone", zone: "neutral", denied, size: "none" }]),
    ),
    // "closer to 70 than to 30"
    seq(
      [tag("closer"), opt(tag("to"), null), limit, tag("than"), opt(tag("to"), null), limit],
      (_, __, to, ___, ____, than): Predicate | null =>
        to === than
          ? null
          : said((denied) => (denied ? null : [besideMiddle(to === 30 ? "below" : "above", "none", false)])),
    ),
    seq([opt(tag("in"), null), degree, tag("height"), opt(tag("moodNoun"), null)], (_, size, height) =>
      said((denied) => [
        // What is very low is in the zone.
        size === "large"
          ? { is: "zone", zone: height === "low" ? "oversold" : "overbought", denied, size: "none" }
          : besideMiddle(height === "low" ? "below" : "above", "large", denied),
      ]),
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
          : said((denied) => (denied ? null : [besideMiddle(to === "oversold" ? "below" : "above", "none", false)])),
    ),
  ),
);

function said(build: (denied: boolean) => readonly Statement[] | null): Predicate {
  return { last: null, of: ({ subject }, denied) => (nameOf(subject) === "rsi" ? build(denied) : null) };
}
