import { alt, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Scope, Statement } from "../../statement.ts";
import { degree } from "../movements/degrees.ts";
import { figure } from "./figures.ts";
import { isDirected, noQuantities } from "../movements/move-nouns.ts";
import { twoSpans } from "../movements/mood-spans.ts";
import { ofMover } from "../movements/mover.ts";
import { distance, quantities } from "./quantities.ts";
import { comparable, compareAll, namesOf, type Predicate, valuesOf } from "../subjects.ts";

/** `is outweighed by selling momentum of 0.72`, `has not been matched by the last close`: seen from the other side. */
export const isExceeded: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("have"), null),
      tag("be"),
      degree,
      tag("compareVerb"),
      tag("by"),
      figure,
      opt(
        seq([tag("by"), distance], (_, far) => far),
        null,
      ),
    ],
    (_, __, size, side, ___, found, far): Predicate => ({
      last: found,
      of: ({ subject }, denied) => {
        const [lefts, rights] = [namesOf(found), namesOf(subject)];
        if (subject.is !== "figures" || !comparable(lefts, rights) || (denied && far !== null)) return null;
        // What is not matched is not reached either: of two levels the other one is the lower one.
        return [...valuesOf(found), ...compareAll(lefts, side, rights, size ?? "none", far, denied)];
      },
    }),
  ),
);

/** `stands 2.30 % below where it was 24 hours ago`. */
export const isBesideDayBefore: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("be"), null),
      opt(quantities, noQuantities),
      degree,
      tagIf("side", (side) => side === "above" || side === "below"),
      tag("dayBefore"),
    ],
    (_, found, size, side): Predicate =>
      ofMover(({ of, scope }, denied) =>
        of !== "price" || (scope !== "any" && scope !== "day")
          ? null
          : [
              {
                is: "moved",
                of,
                way: side === "above" ? "up" : "down",
                quantities: found,
                scope: "day",
                size: size ?? "none",
                denied,
              },
            ],
      ),
  ),
);

/** What a movement over "both spans" is of: the last candle and the day. Of a short term it is a mood. */
const spansOfMove = (scopes: readonly Scope[]): readonly Scope[] =>
  scopes.map((scope) => (scope === "short" ? "candle" : scope));

/** `is down in both spans`, `higher over both time frames`. */
export const isMovedInBoth: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("be"), null),
      alt(
        tagIf("moveAdjective", isDirected),
        seq([tag("moveVerb")], ({ way }) => way),
      ),
      twoSpans,
    ],
    (_, way, scopes): Predicate =>
      ofMover(({ of }, denied) =>
        of !== "price" || denied
          ? null
          : spansOfMove(scopes).map((scope): Statement => ({
              is: "moved",
              of,
              way,
              quantities: noQuantities,
              scope,
              size: "none",
              denied: false,
            })),
      ),
  ),
);
