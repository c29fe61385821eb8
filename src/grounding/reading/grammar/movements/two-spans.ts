import { figureOf } from "../../../../features/index.ts";
import { alt, map, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import { isOfHours, scopeOfSpan } from "../../scopes.ts";
import type { Scope, Statement } from "../../statement.ts";
import { changesOver, compareSizes, type Sized } from "../levels/extents.ts";
import { figure } from "../levels/figures.ts";
import { movedBy, moveNoun } from "./move-nouns.ts";
import { type Piece, none, piece, type Told } from "../pieces/piece.ts";
import { predicate } from "../predicates.ts";
import { pair as bothNumbers } from "../levels/quantities.ts";
import { isPriceChange, nameOf, type Predicate, product, valuesOf } from "../subjects.ts";

const spanNoun: Parser<Scope> = alt(
  map(tag("day"), (): Scope => "day"),
  tag("hours"),
);
const either = opt(tag("either"), null);

type Two = readonly [Scope, Scope];

/** `the hour and the day`, `both spans`, `the hourly and daily moves`. */
export const twoOfHours: Parser<Two> = rule(
  alt(
    seq([either, spanNoun, tag("and"), spanNoun], (_, one, __, other): Two | null =>
      one === other ? null : [one, other],
    ),
    seq([either, tag("spansTold")], (_, scopes) => scopes),
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

/** What is said of the price over each of two spans: movements alone. */
function movedOverEach(said: Predicate, scopes: Two): readonly Statement[] | null {
  const claims = scopes.map((scope) => said.of({ subject: product, scope, they: null }, false) ?? none);
  const areMoves = claims.every(
    (own, index) =>
      own.length > 0 &&
      own.every((claim) => claim.is === "moved" && claim.scope === scopes[index] && claim.quantities.length === 0),
  );
  return areMoves ? claims.flat() : null;
}

function sizeOver(scope: Scope): Sized {
  return { extents: changesOver(scope), claims: none, signed: false };
}

/** How the two stand to one another; null where that is not told of spans. */
function standingOf([one, other]: Two, word: string): readonly Statement[] | null {
  if (word === "opposite ways") return [{ is: "ways", scopes: [one, other], same: false }];
  if (word === "same way") return [{ is: "ways", scopes: [one, other], same: true }];
  if (word !== "of other size") return null;
  const alike = compareSizes(sizeOver(one), { side: "near", ratio: null, size: "none" }, sizeOver(other));
  return alike?.is === "extent" ? [{ ...alike, denied: true }] : null;
}

/** The span of the change that was told last. */
function scopeTold({ named, move }: Told): Scope | null {
  const name = named === null ? null : nameOf(named);
  return name !== null && isPriceChange(name) ? scopeOfSpan(figureOf(name).span) : (move?.scope ?? null);
}

/** "Both the hour and the day show declines", "the spans point in opposite directions". */
export const twoSpansPiece: Parser<Piece> = alt(
  // "..., which contrasts with the gain over 24 hours", "..., in contrast to the change over 7 days of 10.28 %"
  seq(
    [
      opt(alt(tag("that"), tag("this")), null),
      tag("contrast"),
      alt(
        map(moveNoun, (noun) => ({ scope: noun.scope, claims: [movedBy(noun, "any")] })),
        map(figure, (found) => {
          const name = nameOf(found);
          return name === null || !isPriceChange(name)
            ? null
            : { scope: scopeOfSpan(figureOf(name).span), claims: valuesOf(found) };
        }),
      ),
    ],
    (_, __, { scope, claims }): Piece =>
      piece((told) => {
        const before = scopeTold(told);
        const areHours = isOfHours(before) && isOfHours(scope) && before !== scope;
        return areHours ? { claims: [...claims, { is: "ways", scopes: [before, scope], same: false }], told } : null;
      }, 0.4),
  ),
  seq([twoOfHours, opt(tag("both"), null), predicate], (scopes, _, said): Piece | null => {
    const claims = movedOverEach(said, scopes);
    return claims === null ? null : piece((told) => ({ claims, told: { ...told, subject: product } }), 0.4);
  }),
  seq([twoOfHours, opt(tag("both"), null), tag("relation")], (scopes, _, word): Piece | null => {
    const claims = standingOf(scopes, word);
    return claims === null ? null : piece((told) => ({ claims, told: { ...told, subject: product } }), 0.4);
  }),
  // "The two spans agree in direction but differ in size"
  map(tag("relation"), (word): Piece =>
    piece((told) => {
      const before = told.ways;
      const claims = before === null ? null : standingOf(before.scopes, word);
      return claims === null ? null : { claims, told };
    }),
  ),
  // "..., with changes of -0.50 % and 2.04 %"
  seq(
    [
      opt(tag("with"), null),
      alt(
        tag("change"),
        tagIf("figure", ({ names }) => names.length > 1),
      ),
      tag("of"),
      bothNumbers,
    ],
    (_, __, ___, both): Piece =>
      piece((told) => {
        const scopes = told.ways?.scopes ?? null;
        if (scopes === null) return null;
        const claims = both.map((quantity, index): Statement => ({
          is: "moved",
          of: "price",
          way: "any",
          quantities: [quantity],
          scope: scopes[index] ?? scopes[0],
          size: "none",
          denied: false,
        }));
        return { claims, told };
      }),
  ),
  // "The day and the week have in common that ETH-USD fell"
  seq(
    [
      twoOfHours,
      tagIf("relation", (word) => word === "in common"),
      alt(tag("product"), tag("it")),
      predicate,
      opt(
        seq([tag("on"), alt(tag("either"), tag("spansTold"))], () => true as const),
        null,
      ),
    ],
    (scopes, _, __, said): Piece | null => {
      const claims = movedOverEach(said, scopes);
      return claims === null ? null : piece((told) => ({ claims, told: { ...told, subject: product } }), 0.4);
    },
  ),
);
