import { alt, opt, seq, tag } from "../../../parser/parser.ts";
import { edgeOf, oppositeOf } from "../../levels/edges.ts";
import { figure } from "../../levels/figures.ts";
import { kind } from "../../movements/move-nouns.ts";
import { type Piece, piece } from "../piece.ts";
import { distance, quantities, quantity } from "../../levels/quantities.ts";
import { maybeSpan, span } from "../../movements/spans.ts";
import { comparable, nameOf, valuesOf } from "../../subjects.ts";

/** What leaves out words that were told before. */
export const gappedPiece = alt(
  // "The upper band is at 61.23 and the lower at 60.86"
  seq(
    [tag("extremeOf"), opt(tag("be"), null), opt(alt(tag("at"), tag("of")), null), quantity],
    (end, _, __, value): Piece =>
      piece((told) => {
        const before = told.subject?.is === "figures" ? nameOf(told.subject) : null;
        const other = before === null ? null : oppositeOf(before);
        return other === null || edgeOf(other) !== end
          ? null
          : { claims: [{ is: "value", figures: [other], quantity: value, way: null }], told };
      }, 0.4),
  ),
  // "Price added 168.03 and volume 208.09 in the last candle"
  seq(
    [
      alt(
        seq([kind, opt(tag("by"), null), quantity], (of, by, value) => ({ of, by, value })),
        seq([quantity, tag("inOnly"), kind], (value, by, of) => ({ of, by, value })),
        seq([tag("by"), quantity, tag("inOnly"), kind], (by, value, _, of) => ({ of, by, value })),
      ),
      maybeSpan,
    ],
    ({ of, value }, scope): Piece =>
      piece((told) => {
        const { move } = told;
        const isOther =
          move !== null &&
          move.of !== of &&
          move.quantities.length > 0 &&
          (move.scope === "candle" || move.scope === "any");
        if (!isOther || move.way === "any" || value.sign !== 0 || (scope !== null && scope !== "candle")) return null;
        return { claims: [{ ...move, of, quantities: [value], scope: "candle", size: "none" }], told };
      }),
  ),
  // "tops the EMA by 3.02 and the 5-candle average by 2.22"
  seq([figure, tag("by"), distance], (found, _, far): Piece =>
    piece((told) => {
      const { comparison } = told;
      const right = nameOf(found);
      if (comparison === null || comparison.distance === null || right === null || right === comparison.right)
        return null;
      if (!comparable([comparison.left], [right])) return null;
      return { claims: [...valuesOf(found), { ...comparison, right, distance: far }], told };
    }),
  ),
  // "is down in both spans, by 0.73 in the last candle and by 4.48 % over 24 hours"
  seq([tag("by"), quantities, span], (_, found, scope): Piece =>
    piece((told) => {
      const { move } = told;
      const isOpen =
        move !== null &&
        (move.way === "up" || move.way === "down") &&
        (move.quantities.length === 0 || move.scope !== scope);
      if (
        !isOpen ||
        move.of !== "price" ||
        found.some(({ sign }) => sign !== 0) ||
        (scope !== "candle" && scope !== "day")
      )
        return null;
      return { claims: [{ ...move, quantities: found, scope, size: "none" }], told };
    }),
  ),
);
