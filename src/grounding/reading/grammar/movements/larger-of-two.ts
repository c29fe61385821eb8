import { figureOf } from "../../../../features/index.ts";
import type { LargerOfTwo } from "../../meanings.ts";
import { alt, map, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import { scopeOfSpan } from "../../scopes.ts";
import type { Scope, Statement } from "../../statement.ts";
import { changesOver, compareSizes, type Sized, sized } from "../levels/extents.ts";
import { degree } from "./degrees.ts";
import { type Piece, piece, type Told } from "../pieces/piece.ts";
import { isPriceChange, nameOf, product } from "../subjects.ts";

/** A change of the price over hours: named with its span, or as "the one over 24 hours". */
const change: Parser<Sized> = rule(
  alt(
    map(sized, (found) => (scopeOfSized(found) === null ? null : found)),
    // "the 7-day one"
    seq([tag("spanAdjective"), tag("one")], (scope): Sized | null => sizeOver(scope)),
    seq(
      [
        tag("one"),
        opt(tag("on"), null),
        alt(
          map(tag("day"), (): Scope => "day"),
          tag("hours"),
          tag("span"),
        ),
      ],
      (_, __, scope): Sized | null => sizeOver(scope),
    ),
  ),
);

function sizeOver(scope: Scope): Sized | null {
  const extents = changesOver(scope);
  return extents.length === 0 ? null : { extents, claims: [], signed: true };
}

function scopeOfSized({ extents: [first] }: Sized): Scope | null {
  const name = first?.length === 1 ? first[0] : null;
  return name === undefined || name === null || !isPriceChange(name) ? null : scopeOfSpan(figureOf(name).span);
}

/** The statement that a change is the larger or the smaller one of the two that are known. */
function largerOf(
  one: Sized,
  { side, isOfSize, scopes }: LargerOfTwo,
  size: "small" | "large" | null,
): Statement | null {
  const own = scopeOfSized(one);
  const [other] = own === null || !scopes.includes(own) ? [] : scopes.filter((scope) => scope !== own);
  const beside = other === undefined ? null : sizeOver(other);
  if (beside === null) return null;
  // A loss is no signed change: "the 24-hour fall is the larger of the two".
  const how = { side, ratio: null, size: size ?? "none", isOfSize: isOfSize || !one.signed } as const;
  return compareSizes(one, how, beside);
}

/** The change that was told last: by its name, or as a movement. */
function changeTold({ named, subject, move }: Told): Sized | null {
  const found = named ?? (subject?.is === "figures" ? subject : null);
  const name = found === null ? null : nameOf(found);
  if (name !== null) return isPriceChange(name) ? sizeOver(scopeOfSpan(figureOf(name).span) ?? "any") : null;
  return move === null ? null : sizeOver(move.scope);
}

const inSize = opt(
  seq([tagIf("relation", (word) => word === "by size"), opt(tag("comma"), null)], () => true),
  false,
);

/** "The 24-hour change is larger in size", "the larger one is the change over 24 hours", of the two that are known. */
export const largerOfTwoPiece: Parser<Piece> = alt(
  seq([inSize, change, opt(tag("be"), null), degree, tag("ofTwo")], (isOfSize, one, _, size, how): Piece | null => {
    const claim = largerOf(one, { ...how, isOfSize: how.isOfSize || isOfSize }, size);
    return claim === null
      ? null
      : piece((told) => ({ claims: [...one.claims, claim], told: { ...told, subject: product } }), 0.4);
  }),
  seq([inSize, degree, tag("ofTwo"), tag("be"), change], (isOfSize, size, how, _, one): Piece | null => {
    const claim = largerOf(one, { ...how, isOfSize: how.isOfSize || isOfSize }, size);
    return claim === null
      ? null
      : piece((told) => ({ claims: [...one.claims, claim], told: { ...told, subject: product } }), 0.4);
  }),
  // "and the latter is larger in size": of the two that were told
  seq(
    [tagIf("relation", (word) => word === "former" || word === "latter"), tag("be"), degree, tag("ofTwo")],
    (which, _, size, how): Piece =>
      piece((told) => {
        const scope = told.spans?.[which === "former" ? 0 : 1];
        const one = scope === undefined ? null : sizeOver(scope);
        const claim = one === null ? null : largerOf(one, how, size);
        return claim === null ? null : { claims: [claim], told };
      }, 0.4),
  ),
  // ", which makes the 7-day change the larger one"
  seq(
    [tag("that"), alt(tag("show"), tag("leave")), change, degree, tag("ofTwo")],
    (_, __, one, size, how): Piece | null => {
      const claim = largerOf(one, how, size);
      return claim === null ? null : piece((told) => ({ claims: [...one.claims, claim], told }), 0.4);
    },
  ),
  // "has the opposite direction and is larger in size"
  seq([opt(tag("that"), null), tag("be"), degree, tag("ofTwo")], (_, __, size, how): Piece =>
    piece((told) => {
      const one = changeTold(told);
      const claim = one === null ? null : largerOf(one, how, size);
      return claim === null ? null : { claims: [claim], told };
    }, 0.6),
  ),
);
