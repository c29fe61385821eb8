import { figureOf } from "../../../../features/index.ts";
import { alt, map, opt, type Parser, seq, tag, tagIf } from "../../parser/parser.ts";
import { isOfHours, scopeOfSpan } from "../../scopes.ts";
import type { Scope, Statement } from "../../statement.ts";
import { changesOver, compareSizes, type Sized } from "../levels/extents.ts";
import { figure } from "../levels/figures.ts";
import { movedBy, moveNoun } from "./move-nouns.ts";
import { ofProduct, type Two, twoChanges, twoOfHours } from "./two-of-hours.ts";
import { type Piece, none, piece, type Told } from "../pieces/piece.ts";
import { predicate } from "../predicates.ts";
import { type Pair, pair as bothNumbers, quantity as number } from "../levels/quantities.ts";
import { span } from "./spans.ts";
import { isPriceChange, nameOf, type Predicate, product, valuesOf } from "../subjects.ts";

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
  if (word === "not the same way") return [{ is: "ways", scopes: [one, other], same: true, denied: true }];
  if (word === "same way") return [{ is: "ways", scopes: [one, other], same: true }];
  if (word === "point up" || word === "point down")
    return [one, other].map((scope): Statement => ({
      is: "moved",
      of: "price",
      way: word === "point up" ? "up" : "down",
      quantities: [],
      scope,
      size: "none",
      denied: false,
    }));
  if (word !== "of other size") return null;
  const alike = compareSizes(sizeOver(one), { side: "near", ratio: null, size: "none" }, sizeOver(other));
  return alike?.is === "extent" ? [{ ...alike, denied: true }] : null;
}

/** Movements over two spans, each with its number. */
function movedOverTwo(way: "up" | "down" | "any", numbers: Pair, scopes: Two): readonly Statement[] {
  return numbers.map((quantity, index): Statement => ({
    is: "moved",
    of: "price",
    way,
    quantities: [quantity],
    scope: scopes[index] ?? scopes[0],
    size: "none",
    denied: false,
  }));
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
      alt(
        map(tag("contrast"), () => false),
        map(tag("relation"), (word) => (word === "same way as" ? true : null)),
      ),
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
    (_, same, { scope, claims }): Piece =>
      piece((told) => {
        const before = scopeTold(told);
        const areHours = isOfHours(before) && isOfHours(scope) && before !== scope;
        return areHours ? { claims: [...claims, { is: "ways", scopes: [before, scope], same }], told } : null;
      }, 0.4),
  ),
  seq([twoChanges, opt(tag("both"), null), predicate], ({ scopes, claims: values }, _, said): Piece | null => {
    const claims = movedOverEach(said, scopes);
    return claims === null
      ? null
      : piece((told) => ({ claims: [...values, ...claims], told: { ...told, subject: product } }), 0.4);
  }),
  seq(
    [
      // ", indicating that both changes have the same direction"
      opt(
        seq([tag("show"), tag("that")], () => true as const),
        null,
      ),
      twoChanges,
      opt(tag("both"), null),
      tag("relation"),
      ofProduct,
    ],
    (_, { scopes, claims: values }, __, word): Piece | null => {
      const claims = standingOf(scopes, word);
      return claims === null
        ? null
        : piece((told) => ({ claims: [...values, ...claims], told: { ...told, subject: product } }), 0.4);
    },
  ),
  // "Of the two changes, ..."
  seq([tag("of"), alt(twoOfHours, tag("they")), tag("comma")], (): Piece =>
    piece((told) => (told.subject === null ? { claims: [], told } : null)),
  ),
  // "The two spans agree in direction but differ in size", "up over 1 hour and down over 24 hours, in opposite directions"
  seq(
    [opt(tag("show"), null), opt(tag("that"), null), opt(alt(tag("both"), tag("they")), null), tag("relation")],
    (_, __, ___, word): Piece =>
      piece((told) => {
        const claims = told.spans === null ? null : standingOf(told.spans, word);
        return claims === null ? null : { claims, told };
      }),
  ),
  // "Both the hour and the day are down, with SOL-USD down 0.03 % and 1.45 % respectively"
  seq(
    [
      opt(tag("with"), null),
      opt(alt(tag("product"), tag("it")), null),
      alt(
        map(tag("moveVerb"), ({ way }) => way),
        tag("moveAdjective"),
      ),
      opt(tag("by"), null),
      bothNumbers,
    ],
    (_, __, way, ___, both): Piece | null =>
      way !== "up" && way !== "down"
        ? null
        : piece((told) => {
            const scopes = told.spans;
            if (scopes === null || both.some(({ sign }) => sign !== 0)) return null;
            const claims = movedOverTwo(way, both, scopes);
            return { claims, told };
          }),
  ),
  // "The change is -0.03 % over 1 hour and -1.45 % over 24 hours"
  seq(
    [
      opt(alt(tag("owner"), tag("product")), null),
      tagIf("figure", ({ names }) => names.length > 1),
      alt(tag("be"), tag("of")),
      number,
      span,
      tag("and"),
      opt(tag("of"), null),
      number,
      span,
    ],
    (_, __, ___, one, first, ____, _____, other, second): Piece | null => {
      if (!isOfHours(first) || !isOfHours(second) || first === second) return null;
      const claims = movedOverTwo("any", [one, other], [first, second]);
      return piece((told) => ({ claims, told: { ...told, subject: product } }), 0.4);
    },
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
        const scopes = told.spans;
        if (scopes === null) return null;
        const claims = movedOverTwo("any", both, scopes);
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
