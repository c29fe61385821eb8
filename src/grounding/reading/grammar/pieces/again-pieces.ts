import { alt, map, notBefore, opt, seq, tag, tagIf } from "../../parser/parser.ts";
import { changeOf } from "../movements/move-nouns.ts";
import { isOfHours } from "../../scopes.ts";
import type { Quantity, Scope } from "../../statement.ts";
import { type Piece, piece } from "./piece.ts";
import { quantities, quantity } from "../levels/quantities.ts";
import { maybeSpan, span } from "../movements/spans.ts";

/** The movement that was told, over another span: of one without a number, over one of the spans that it was told of. */
function overAnother(found: readonly Quantity[], scope: Scope): Piece {
  return piece((told) => {
    const { move, spans } = told;
    if (move === null || move.of !== "price" || (!isOfHours(scope) && scope !== "candle")) return null;
    const isOwn = move.quantities.length === 0 && spans?.includes(scope) === true;
    if (!isOwn && (move.scope === scope || move.quantities.length === 0)) return null;
    // A rise has its sign in its words.
    if (move.way !== "any" && found.some(({ sign }) => sign !== 0)) return null;
    return { claims: [{ ...move, quantities: found, scope, size: move.way === "any" ? "none" : move.size }], told };
  }, 1.1);
}

/** What tells a movement again: over another span, in another unit, or with its number. */
export const againPiece = alt(
  // "rose in the last candle and over 24 hours"
  map(span, (scope): Piece =>
    piece((told) => {
      const { move } = told;
      const isOther = move !== null && move.scope !== scope && move.scope !== "any" && move.of === "price";
      if (!isOther || move.quantities.length > 0 || (!isOfHours(scope) && scope !== "candle")) return null;
      return { claims: [{ ...move, scope, size: "none" }], told };
    }, 1.1),
  ),
  // "fell 0.05 in the last candle and 0.22 % over 24 hours"
  alt(
    seq([opt(alt(tag("of"), tag("by")), null), quantities, span], (_, found, scope) => overAnother(found, scope)),
    // "and over 7 days by 10.28 %"
    seq([span, opt(alt(tag("of"), tag("by")), null), quantities], (scope, _, found) => overAnother(found, scope)),
  ),
  // "gained 0.49 over 24 hours, or 3.60 %", "..., which is 3.60 %", "..., equal to 3.60 %"
  seq(
    [
      opt(
        alt(
          seq([tag("or")], () => true as const),
          seq([tagIf("side", (side) => side === "at")], () => true as const),
          seq([alt(tag("this"), tag("that")), tag("be")], () => true as const),
          seq([tagIf("relation", (word) => word === "which makes")], () => true as const),
        ),
        null,
      ),
      notBefore(quantity, "side", "moveAdjective", "away", "closer", "comparative", "of", "moveNoun", "wide"),
      maybeSpan,
    ],
    (linked, value, scope): Piece =>
      piece((told) => {
        const { move } = told;
        const isOther = move?.quantities.every(({ unit }) => (unit === "percent") !== (value.unit === "percent"));
        if (move === null || move.quantities.length === 0 || isOther !== true) return null;
        // "up 0.15 % over 24 hours, or 0.0008"
        if (value.unit !== "percent" && (linked === null || value.sign !== 0)) return null;
        if (scope !== null && scope !== move.scope) return null;
        return { claims: [{ ...move, quantities: [value], size: "none" }], told };
      }, 0.4),
  ),
  // "has been flat in the last candle, with a change of 0.00"
  seq([opt(tag("with"), null), changeOf, maybeSpan], (_, found, scope): Piece =>
    piece((told) => {
      const { move } = told;
      const own = scope ?? move?.scope ?? null;
      // "The price change of 4.70 in the last candle is positive" goes on: what begins a sentence is its subject.
      if (told.subject === null && told.mood === null && move === null) return null;
      if (own === null || own === "any" || (move !== null && move.of !== "price")) return null;
      return {
        claims: [{ is: "moved", of: "price", way: "any", quantities: found, scope: own, size: "none", denied: false }],
        told,
      };
    }, 0.4),
  ),
);
