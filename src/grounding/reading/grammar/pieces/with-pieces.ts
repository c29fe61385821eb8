import { type Parser, alt, map, opt, seq, tag, tagIf } from "../../parser/parser.ts";
import { figureList } from "../levels/figure-lists.ts";
import { moveNoun, movedBy, noMove, volumeNoun } from "../movements/move-nouns.ts";
import { type Piece, clause, piece, remember } from "./piece.ts";
import { predicate } from "../predicates.ts";
import { quantity } from "../levels/quantities.ts";
import { maybeSpan } from "../movements/spans.ts";
import { nameOf, figures, otherSum, valuesOf } from "../subjects.ts";

const volumeChange = figures([{ names: ["volume_change"], quantity: null }]);

/** What stands beside what was told: figures, movements, the other one of two sums. */
export const withPiece = alt(
  seq([tag("with"), figureList, opt(tag("that"), null), maybeSpan, predicate], (_, found, __, scope, said) =>
    clause(found, valuesOf(found), said, scope),
  ),
  seq([alt(tag("with"), tag("have"), tag("against")), figureList], (_, found): Piece | null => {
    const claims = valuesOf(found);
    return claims.length < found.refs.length
      ? null
      : piece((told) => ({ claims, told: { ...remember(told, told.subject, found) } }));
  }),
  // "against 7.85 of buying", "against 7.85"
  seq([tag("against"), quantity], (_, value): Piece =>
    piece((told) => {
      const other =
        otherSum(told.subject === null ? null : nameOf(told.subject)) ??
        otherSum(told.last === null ? null : nameOf(told.last));
      return other === null ? null : { claims: [{ is: "value", figures: [other], quantity: value, way: null }], told };
    }),
  ),
  seq([alt(tag("with"), tag("against")), movePieceNoun()], (_, found) => found),
  // "volume rose by 4.89, but it did not move the price"
  seq(
    [opt(alt(tag("it"), tag("this"), tag("candle")), null), tagIf("relation", (word) => word === "price still")],
    (): Piece =>
      piece((told) => ({
        claims: [
          { is: "moved", of: "price", way: "still", quantities: [], scope: "candle", size: "none", denied: false },
        ],
        told,
      })),
  ),
  // "volume rose by 4.89 without a price change"
  map(noMove, (noun): Piece => piece((told) => ({ claims: [movedBy(noun, told.scope)], told }))),
);

function movePieceNoun(): Parser<Piece> {
  return map(alt(moveNoun, noMove, volumeNoun), (noun): Piece =>
    piece((told) => ({
      claims: [movedBy(noun, told.scope)],
      told: noun.of === "volume" ? { ...told, named: volumeChange } : told,
    })),
  );
}
