import { type Parser, alt, opt, rule, seq, tag } from "../parser.ts";
import { figureList } from "./figure-lists.ts";
import { movedBy, moveNoun, noMove, volumeNoun } from "./move-nouns.ts";
import { maybeSpan } from "./spans.ts";
import { tradedScopeOf } from "./edges.ts";
import { moverOf, namesOf, type Predicate, scopeOf, valuesOf } from "./subjects.ts";

/** `has an RSI of 29.90`, `with a close of 80.00`: figures that a product has. */
export const hasFigures: Parser<Predicate> = rule(
  seq([tag("have"), figureList], (_, found): Predicate => ({
    last: found,
    of: ({ subject }, isDenied) => {
      const claims = valuesOf(found);
      return isDenied ||
        claims.length < found.refs.length ||
        (subject.is !== "product" && subject.is !== "event" && !(subject.is === "figures" && subject.group === "bands"))
        ? null
        : claims;
    },
  })),
);

/** `reached a high of 132.21 and a low of 127.95 over 24 hours`. */
export const reaches: Parser<Predicate> = rule(
  seq([tag("reach"), figureList, maybeSpan], (_, found, span): Predicate => ({
    last: found,
    of: ({ subject }, isDenied) => {
      const claims = valuesOf(found);
      const [one, ...others] = namesOf(found).map(tradedScopeOf);
      const areExtremes = one !== undefined && one !== null && others.every((scope) => scope === one);
      return isDenied ||
        subject.is !== "product" ||
        !areExtremes ||
        claims.length < found.refs.length ||
        (span ?? one) !== one
        ? null
        : claims;
    },
  })),
);

/** `brought a rise of 0.02`, `registered no price change`. */
export const bringsMove: Parser<Predicate> = rule(
  seq([opt(tag("have"), null), tag("bring"), alt(moveNoun, noMove, volumeNoun)], (_, __, noun): Predicate => ({
    last: null,
    of: ({ subject, scope }, isDenied) => {
      const of = moverOf(subject);
      return of === null || isDenied || (noun.of === "volume" && subject.is !== "candle" && of !== "volume")
        ? null
        : [movedBy(noun, scopeOf(subject, scope))];
    },
  })),
);
