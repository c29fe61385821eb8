import { type Parser, alt, opt, seq, tag } from "../../parser/parser.ts";
import type { Quantity, Scope, Size, Statement, Way } from "../../statement.ts";
import { type Moved, asMood, noQuantities, spanFor } from "./move-nouns.ts";
import { quantity } from "../levels/quantities.ts";
import { isPriceChange, type Predicate, moverOf, nameOf, scopeOf } from "../subjects.ts";

export const toClose: Parser<Quantity | null> = opt(
  alt(
    seq([alt(tag("to"), tag("at")), quantity], (_, value): Quantity | null =>
      value.unit === "percent" ? null : value,
    ),
    seq(
      [
        alt(
          tag("closes"),
          seq([tag("to"), tag("closeBase")], () => true as const),
        ),
        opt(tag("at"), null),
        quantity,
      ],
      (_, __, value) => value,
    ),
    seq([tag("to"), tag("be"), opt(tag("at"), null), quantity], (_, __, ___, value) => value),
  ),
  null,
);

export function ofMover(
  build: (
    said: { readonly of: "price" | "volume"; readonly scope: Scope },
    denied: boolean,
  ) => readonly Statement[] | null,
): Predicate {
  return {
    last: null,
    of: ({ subject, scope }, denied) => {
      const of = moverOf(subject);
      const claims = of === null ? null : build({ of, scope: scopeOf(subject, scope) }, denied);
      // "The price change was positive at 0.16": a change closes at no price.
      const closes = claims?.some((claim) => claim.is === "value" && claim.figures[0] === "last_close") === true;
      return closes && isPriceChange(nameOf(subject)) ? null : claims;
    },
  };
}

export function movedClaims(
  of: "price" | "volume",
  way: Way | "any",
  found: readonly Quantity[],
  scope: Scope,
  size: Size,
  denied: boolean,
  close: Quantity | null,
): readonly Statement[] | null {
  if (way === "still" && size === "small") return movedClaims(of, "flat", found, scope, "none", denied, close);
  if (close !== null && of !== "price") return null;
  const moved: Moved = { is: "moved", of, way, quantities: found, scope: spanFor(of, scope), size, denied };
  return close === null
    ? [asMood(moved)]
    : [asMood(moved), { is: "value", figures: ["last_close"], quantity: close, way: null }];
}

/** The same again in percent, behind its span: "2602.48 lower over 24 hours (-5.24 %)". */
export const again: Parser<readonly Quantity[]> = opt(
  seq([tag("open"), quantity, tag("close")], (_, value): readonly Quantity[] | null =>
    value.unit === "percent" ? [value] : null,
  ),
  noQuantities,
);
