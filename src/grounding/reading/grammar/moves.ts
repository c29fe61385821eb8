import { type Parser, alt, opt, rule, seq, tag, tagIf } from "../parser.ts";
import type { Quantity, Scope, Size, Statement, Way } from "../statement.ts";
import { degree } from "./degrees.ts";
import { figure } from "./figures.ts";
import {
  type Moved,
  amount,
  asMood,
  isDirected,
  isKind,
  moveNoun,
  movedBy,
  noMove,
  noQuantities,
  sizeOf,
  spanFor,
  spanOf,
  volume,
  volumeNoun,
} from "./move-nouns.ts";
import { quantities, quantity } from "./quantities.ts";
import { maybeSpan } from "./spans.ts";
import { type Predicate, moverOf, nameOf, scopeOf, valuesOf } from "./subjects.ts";

const toClose: Parser<Quantity | null> = opt(
  alt(
    seq([alt(tag("to"), tag("at")), quantity], (_, value): Quantity | null =>
      value.unit === "percent" ? null : value,
    ),
    seq([tag("to"), tag("be"), opt(tag("at"), null), quantity], (_, __, ___, value) => value),
  ),
  null,
);

function predicate(
  build: (
    said: { readonly of: "price" | "volume"; readonly scope: Scope },
    denied: boolean,
  ) => readonly Statement[] | null,
): Predicate {
  return {
    last: null,
    of: ({ subject, scope }, denied) => {
      const of = moverOf(subject);
      return of === null ? null : build({ of, scope: scopeOf(subject, scope) }, denied);
    },
  };
}

function claimsOf(
  of: "price" | "volume",
  way: Way | "any",
  found: readonly Quantity[],
  scope: Scope,
  size: Size,
  denied: boolean,
  close: Quantity | null,
): readonly Statement[] | null {
  if (way === "still" && size === "small") return claimsOf(of, "flat", found, scope, "none", denied, close);
  if (close !== null && of !== "price") return null;
  const moved: Moved = { is: "moved", of, way, quantities: found, scope: spanFor(of, scope), size, denied };
  return close === null
    ? [asMood(moved)]
    : [asMood(moved), { is: "value", figures: ["last_close"], quantity: close, way: null }];
}

/** The same again in percent, behind its span: "2602.48 lower over 24 hours (-5.24 %)". */
const again: Parser<readonly Quantity[]> = opt(
  seq([tag("open"), quantity, tag("close")], (_, value): readonly Quantity[] | null =>
    value.unit === "percent" ? [value] : null,
  ),
  noQuantities,
);

const fromPrice = opt(
  seq([alt(tag("fromWord"), tag("of")), tagIf("figure", isKind("last_close"))], () => true as const),
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
      return predicate(({ of, scope }, denied) =>
        claimsOf(of, move.way, found, told ?? scope, sizeOf(small, small2, small3, move.size), denied, close),
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
      return predicate(({ of, scope }, denied) =>
        denied ? null : claimsOf(of, "any", found, told ?? scope, "none", false, null),
      );
    },
  ),
);

/** `up 2.44 % over 24 hours`, `4.12 higher`, `lower by 335.11`, `unchanged`. */
export const moveAdjective: Parser<Predicate> = rule(
  alt(
    seq(
      [
        opt(quantities, null),
        degree,
        tag("moveAdjective"),
        degree,
        maybeSpan,
        amount,
        maybeSpan,
        again,
        toClose,
        maybeSpan,
      ],
      (ahead, small, way, small2, before, behind, after, second, close, last): Predicate | null => {
        if (ahead !== null && behind.length > 0) return null;
        const told = spanOf(before, after, last);
        if (told === "clash") return null;
        return predicate(({ of, scope }, denied) =>
          claimsOf(of, way, [...(ahead ?? behind), ...second], told ?? scope, sizeOf(small, small2), denied, close),
        );
      },
    ),
    // "more", "77.00 less": volume than before
    seq(
      [
        opt(quantities, null),
        degree,
        tag("comparative"),
        opt(
          seq([tag("than"), volume], () => true as const),
          null,
        ),
        opt(
          seq(
            [
              alt(
                tag("by"),
                tag("comma"),
                seq([tag("comma"), tag("by")], () => true as const),
              ),
              quantities,
            ],
            (_, found) => found,
          ),
          null,
        ),
        maybeSpan,
      ],
      (ahead, small, side, _than, behind, told): Predicate | null => {
        if (ahead !== null && behind !== null) return null;
        return predicate(({ of }, denied) =>
          of !== "volume" || told === "day"
            ? null
            : claimsOf(
                of,
                side === "above" ? "up" : "down",
                ahead ?? behind ?? noQuantities,
                "candle",
                sizeOf(small),
                denied,
                null,
              ),
        );
      },
    ),
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
          (name !== "daily_low" && name !== "daily_high") ||
          (way === "up") !== (name === "daily_low")
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
