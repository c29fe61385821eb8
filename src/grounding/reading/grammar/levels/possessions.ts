import { type Parser, alt, opt, rule, seq, tag } from "../../parser/parser.ts";
import { figureList } from "./figure-lists.ts";
import type { Scope, Statement } from "../../statement.ts";
import { degree } from "../movements/degrees.ts";
import { changeOf, kind, movedBy, moveNoun, noMove, volumeNoun } from "../movements/move-nouns.ts";
import { maybeSpan } from "../movements/spans.ts";
import { figureOf } from "../../../../features/index.ts";
import { scopeOfSpan } from "../../scopes.ts";
import { tradedScopeOf } from "./edges.ts";
import { type Figures, moverOf, namesOf, type Predicate, scopeOf, valuesOf } from "../subjects.ts";

/** Whether all figures of a row are of the span that stands behind it. */
export function areOfSpan(found: Figures, span: Scope | null): boolean {
  return span === null || namesOf(found).every((name) => scopeOfSpan(figureOf(name).span) === span);
}

/** `has an RSI of 29.90`, `with a close of 80.00`: figures that a product has. */
export const hasFigures: Parser<Predicate> = rule(
  seq([tag("have"), figureList, maybeSpan], (_, found, span): Predicate => ({
    last: found,
    of: ({ subject }, isDenied) => {
      const claims = valuesOf(found);
      return isDenied ||
        !areOfSpan(found, span) ||
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

/** `saw an increase in both price and volume`, `brought a fall in price and volume`. */
export const bringsBoth: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("have"), null),
      alt(tag("bring"), tag("show")),
      degree,
      tag("moveNoun"),
      tag("inOnly"),
      opt(tag("either"), null),
      kind,
      tag("and"),
      kind,
    ],
    (_, __, size, { way, size: own }, ___, ____, one, _____, two): Predicate | null =>
      one === two || size !== null || own !== "none"
        ? null
        : {
            last: null,
            of: ({ subject }, isDenied) =>
              isDenied || subject.is !== "candle"
                ? null
                : [one, two].map((of): Statement => ({
                    is: "moved",
                    of,
                    way,
                    quantities: [],
                    scope: "candle",
                    size: "none",
                    denied: false,
                  })),
          },
  ),
);

/** `brought a rise of 0.02`, `registered no price change`, `brought a price change of -0.01`. */
export const bringsMove: Parser<Predicate> = rule(
  alt(
    seq([opt(tag("have"), null), tag("bring"), changeOf], (_, __, found): Predicate => ({
      last: null,
      of: ({ subject, scope }, isDenied) => {
        const own = scopeOf(subject, scope);
        return isDenied || moverOf(subject) !== "price" || (own !== "candle" && own !== "day")
          ? null
          : [{ is: "moved", of: "price", way: "any", quantities: found, scope: own, size: "none", denied: false }];
      },
    })),
    seq([opt(tag("have"), null), tag("bring"), alt(moveNoun, noMove, volumeNoun)], (_, __, noun): Predicate => ({
      last: null,
      of: ({ subject, scope }, isDenied) => {
        const of = moverOf(subject);
        return of === null || isDenied || (noun.of === "volume" && subject.is !== "candle" && of !== "volume")
          ? null
          : [movedBy(noun, scopeOf(subject, scope))];
      },
    })),
  ),
);
