import { figureOf } from "../../../../features/index.ts";
import { alt, map, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import { isOfHours, scopeOfSpan } from "../../scopes.ts";
import type { Scope, Statement } from "../../statement.ts";
import { figure } from "../levels/figures.ts";
import { none } from "../pieces/piece.ts";
import { isPriceChange, nameOf, valuesOf } from "../subjects.ts";

const spanNoun: Parser<Scope> = alt(
  map(tag("day"), (): Scope => "day"),
  tag("hours"),
);
const either = opt(tag("either"), null);
export const ofProduct = opt(
  seq([alt(tag("of"), tag("in"), tag("around")), tag("product")], () => true as const),
  null,
);

/** Two spans of hours. */
export type Two = readonly [Scope, Scope];

/** `the hour and the day`, `both spans`, `the hourly and daily moves`. */
export const twoOfHours: Parser<Two> = rule(
  alt(
    seq(
      [either, opt(tag("owner"), null), spanNoun, tag("and"), spanNoun, ofProduct],
      (_, __, one, ___, other): Two | null => (one === other ? null : [one, other]),
    ),
    seq([either, opt(tag("owner"), null), tag("spansTold"), ofProduct], (_, __, scopes) => scopes),
    seq(
      [
        either,
        opt(tag("owner"), null),
        tag("spanAdjective"),
        tag("and"),
        tag("spanAdjective"),
        alt(
          tagIf("figure", ({ names }) => names.length > 1),
          tag("moodNoun"),
          map(tag("spansTold"), () => true as const),
        ),
        opt(
          seq([alt(tag("of"), tag("in")), tag("product")], () => true as const),
          null,
        ),
      ],
      (_, __, one, ___, other): Two | null => (one === other ? null : [one, other]),
    ),
  ),
);

/** A change over hours, or where another stands beside it, the span alone. */
const changeOf: Parser<{ readonly scope: Scope; readonly claims: readonly Statement[] }> = map(figure, (found) => {
  const name = nameOf(found);
  const scope = name === null || !isPriceChange(name) ? null : scopeOfSpan(figureOf(name).span);
  return isOfHours(scope) ? { scope, claims: valuesOf(found) } : null;
});

/** `the change over 1 hour and the change over 24 hours of -0.76 %`, `the changes over 1 hour and 24 hours`. */
export const twoChanges: Parser<{ readonly scopes: Two; readonly claims: readonly Statement[] }> = rule(
  alt(
    map(twoOfHours, (scopes) => ({ scopes, claims: none })),
    seq([either, changeOf, tag("and"), changeOf], (_, one, __, other) =>
      one.scope === other.scope
        ? null
        : { scopes: [one.scope, other.scope] as const, claims: [...one.claims, ...other.claims] },
    ),
    seq(
      [
        either,
        alt(
          tag("change"),
          tagIf("figure", ({ names }) => names.length > 1),
        ),
        tag("on"),
        spanNoun,
        tag("and"),
        opt(tag("on"), null),
        spanNoun,
      ],
      (_, __, ___, one, ____, _____, other) => (one === other ? null : { scopes: [one, other] as const, claims: none }),
    ),
  ),
);
