import { type Parser, alt, notBefore, opt, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Statement } from "../../statement.ts";
import { degree } from "./degrees.ts";
import { edgeOf, tradedScopeOf } from "../levels/edges.ts";
import { figure } from "../levels/figures.ts";
import { amount, isDirected, isKind, moveNoun, movedBy, noMove, sizeOf, spanOf, volumeNoun } from "./move-nouns.ts";
import { quantities, quantity } from "../levels/quantities.ts";
import { maybeSpan } from "./spans.ts";
import { type Predicate, moverOf, nameOf, scopeOf, valuesOf } from "../subjects.ts";
import { again, movedClaims, ofMover, toClose } from "./mover.ts";

const fromPrice = opt(
  alt(
    seq(
      [
        alt(tag("fromWord"), tag("of"), tag("to")),
        notBefore(tagIf("figure", isKind("last_close")), "number", "of", "at"),
      ],
      () => true as const,
    ),
    // "added 4.70 to BTC-USD"
    seq([alt(tag("fromWord"), tag("to")), tag("product")], () => true as const),
  ),
  null,
);

/** `rose by 82.30 on the last candle to 47,599.43`, `has gained 2.44 % over 24 hours`. */
export const moveVerb: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("have"), null),
      degree,
      tag("moveVerb"),
      degree,
      maybeSpan,
      degree,
      amount,
      fromPrice,
      maybeSpan,
      again,
      toClose,
      maybeSpan,
    ],
    (_, small, move, small2, before, small3, first, _from, after, second, close, last): Predicate | null => {
      const told = spanOf(before, after, last);
      const found = [...first, ...second];
      // "Has not changed by 0.00" may mean one thing or its opposite.
      if (told === "clash" || (move.way === "still" && found.length > 0)) return null;
      return ofMover(({ of, scope }, denied) =>
        movedClaims(
          of,
          move.way,
          found,
          told ?? scope,
          // "Volume jumped by 1841.77": the number says how far, and nothing tells whether that is much.
          of === "volume" && found.length > 0
            ? sizeOf(small, small2, small3)
            : sizeOf(small, small2, small3, move.size),
          denied,
          close,
        ),
      );
    },
  ),
);

/** `changed by -0.28`, `has shifted by 163.86`. The number's sign tells the direction. */
export const changeVerb: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("have"), null),
      opt(tag("be"), null),
      tag("change"),
      maybeSpan,
      opt(tag("by"), null),
      quantities,
      maybeSpan,
    ],
    (_, __, ___, before, ____, found, after): Predicate | null => {
      const told = spanOf(before, after);
      if (told === "clash") return null;
      return ofMover(({ of, scope }, denied) =>
        denied ? null : movedClaims(of, "any", found, told ?? scope, "none", false, null),
      );
    },
  ),
);

/** `has recovered 276 from its low of 1957.26 to 2232.86`. */
export const movesFrom: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("have"), null),
      opt(tag("be"), null),
      degree,
      alt(
        tag("moveVerb"),
        seq([tagIf("moveAdjective", isDirected)], (way) => ({ way, size: "none" as const })),
      ),
      opt(quantity, null),
      tag("fromWord"),
      figure,
      toClose,
    ],
    (_, __, size, { way }, far, ___, found, close): Predicate => ({
      last: found,
      of: ({ subject }, denied) => {
        const name = nameOf(found);
        if (
          moverOf(subject) !== "price" ||
          denied ||
          subject.is === "candle" ||
          name === null ||
          tradedScopeOf(name) === null ||
          (way === "up") !== (edgeOf(name) === "low")
        )
          return null;
        const claims: readonly Statement[] = [
          ...valuesOf(found),
          {
            is: "compare",
            left: "last_close",
            side: way === "up" ? "above" : "below",
            right: name,
            size: size ?? "none",
            distance: far,
            denied: false,
          },
        ];
        return close === null
          ? claims
          : [...claims, { is: "value", figures: ["last_close"], quantity: close, way: null }];
      },
    }),
  ),
);

/** "is a decrease", "is a gain of 2.83 %". */
export const isMove: Parser<Predicate> = rule(
  seq([alt(moveNoun, noMove, volumeNoun)], (noun): Predicate => ({
    last: null,
    of: ({ subject, scope }, denied) => {
      const of = subject.is === "event" ? noun.of : moverOf(subject);
      if (of === null || (noun.of === "volume" && of !== "volume")) return null;
      return [movedBy({ ...noun, of }, scopeOf(subject, scope), denied)];
    },
  })),
);
