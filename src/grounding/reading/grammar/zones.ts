import { alt, map, nothing, opt, type Parser, rule, seq, tag, tagIf } from "../parser/parser.ts";
import type { Size, Statement, Zone } from "../statement.ts";
import { degree } from "./movements/degrees.ts";
import { nameOf, namesOf, type Predicate, type Said } from "./subjects.ts";
import { maybeSpan } from "./movements/spans.ts";

const zoneNoun = opt(
  alt(
    tag("moodNoun"),
    seq([tag("moodNoun"), tag("moodNoun")], () => true as const),
  ),
  null,
);
const zone: Parser<{ readonly zone: Zone; readonly size: Size }> = rule(
  seq(
    [opt(alt(tag("in"), tag("at")), null), degree, opt(tag("in"), null), degree, tag("zone"), zoneNoun],
    (_, size, __, size2, found) => ({ zone: found, size: size ?? size2 ?? "none" }),
  ),
);

/** Words for a place between the zones, and what they claim. */
export const noExtreme = tagIf("relation", (word) => word === "no extreme");
export const notExtreme: Statement = { is: "zone", zone: "extreme", denied: true, size: "none" };

function carriesZone(said: Said): boolean {
  const { subject } = said;
  return (
    subject.is === "product" ||
    subject.is === "event" ||
    subject.is === "mood" ||
    (nameOf(subject) === "rsi" && namesOf(subject).length === 1) ||
    nameOf(subject) === "last_close"
  );
}

/** `is oversold`, `in overbought territory`, `neither overbought nor oversold`. */
export const isZone: Parser<Predicate> = rule(
  alt(
    // "shows no extremes", "is not stretched in either direction"
    map(noExtreme, (): Predicate => ({
      last: null,
      of: (said, denied) => (denied || !carriesZone(said) ? null : [notExtreme]),
    })),
    seq([zone, maybeSpan], (one, span): Predicate => ({
      last: null,
      of: (said, denied) =>
        carriesZone(said) && (span === null || span === "short")
          ? [{ is: "zone", zone: one.zone, denied, size: one.size }]
          : null,
    })),
    seq(
      [opt(tag("neither"), false), zone, alt(tag("or"), tag("nor"), tag("and")), zone],
      (neither, one, _, two): Predicate => ({
        last: null,
        of: (said, denied) => {
          if (!carriesZone(said) || (neither === false ? !denied : denied)) return null;
          return [one, two].map((found): Statement => ({ is: "zone", zone: found.zone, denied: true, size: "none" }));
        },
      }),
    ),
    seq([tag("neither"), zone, tag("nor"), zone], (_, one, __, two): Predicate => ({
      last: null,
      of: (said, denied) =>
        denied || !carriesZone(said)
          ? null
          : [one, two].map((found): Statement => ({ is: "zone", zone: found.zone, denied: true, size: "none" })),
    })),
  ),
);

/** `balance`, which an oscillator between its zones indicates. */
export const isBalance: Parser<Predicate> = map(
  tagIf("relation", (word) => word === "balance"),
  (): Predicate => ({
    last: null,
    of: ({ subject }, denied) =>
      nameOf(subject) === "rsi" && !denied ? [{ is: "zone", zone: "neutral", denied: false, size: "none" }] : null,
  }),
);

/** `on the bullish side of neutral`. */
export const sideOfNeutral: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("in"), null),
      tagIf("mood", (mood) => mood === "bullish" || mood === "bearish"),
      tag("moodNoun"),
      alt(tag("of"), nothing(null)),
      tagIf("mood", (mood) => mood === "neutral"),
    ],
    (_, mood): Predicate => ({
      last: null,
      of: (said, denied) =>
        nameOf(said.subject) === "rsi" ? [{ is: "mood", mood, scope: "any", denied, size: "none", of: "rsi" }] : null,
    }),
  ),
);
