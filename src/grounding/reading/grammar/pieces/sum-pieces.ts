import { alt, opt, seq, tag, tagIf } from "../../parser/parser.ts";
import { figure } from "../levels/figures.ts";
import { type Piece, maybeDegree, piece, remember } from "./piece.ts";
import { predicate } from "../predicates.ts";
import { type Figures, event, nameOf, namesOf, otherSum, valuesOf } from "../subjects.ts";

/** "more selling than buying", "the small lead of selling over buying momentum", "stronger buying momentum". */
export const sumsPiece = alt(
  seq(
    [opt(tag("with"), null), maybeDegree(), tag("comparative"), figure, tag("than"), figure],
    (_, size, side, one, __, two): Piece | null => sums(one, side, two, size),
  ),
  seq(
    [
      opt(tag("with"), null),
      maybeDegree(),
      alt(tag("lead"), tag("difference")),
      tag("of"),
      figure,
      alt(
        tagIf("side", (side) => side === "above"),
        tag("against"),
      ),
      figure,
    ],
    (_, size, __, ___, one, ____, two): Piece | null => sums(one, "above", two, size),
  ),
  seq(
    [
      maybeDegree(),
      alt(tag("lead"), tag("difference")),
      tag("of"),
      figure,
      alt(
        tagIf("side", (side) => side === "above"),
        tag("against"),
      ),
      figure,
      predicate,
    ],
    (size, _, __, one, ___, two, said): Piece | null => {
      const first = sums(one, "above", two, size);
      return first === null
        ? null
        : piece((told) => {
            const step = first.after(told);
            const found = said.of({ subject: event, scope: told.scope, they: told.they }, false);
            return step === null || found === null ? null : { claims: [...step.claims, ...found], told: step.told };
          });
    },
  ),
  seq([opt(tag("with"), null), maybeDegree(), tag("comparative"), figure], (_, size, side, one): Piece | null => {
    const other = otherSum(nameOf(one));
    return other === null
      ? null
      : sums(one, side, { is: "figures", refs: [{ names: [other], quantity: null }], group: null, more: [] }, size);
  }),
  seq([tag("notByMuch")], (): Piece =>
    piece((told) => {
      const [left] = told.subject === null ? [] : namesOf(told.subject);
      const other = otherSum(left ?? null);
      return left === undefined || other === null
        ? null
        : { claims: [{ is: "gap", left, right: other, quantity: null, size: "small" }], told };
    }),
  ),
);

function sums(one: Figures, side: "above" | "below", two: Figures, size: "small" | "large" | null): Piece | null {
  const [left, right] = [nameOf(one), nameOf(two)];
  if (left === null || right === null || otherSum(left) !== right) return null;
  return piece((told) => ({
    claims: [
      ...valuesOf(one),
      ...valuesOf(two),
      { is: "compare", left, side, right, size: size ?? "none", distance: null, denied: false },
    ],
    told: {
      ...remember(told, null, null),
      they: { is: "figures", refs: [...one.refs, ...two.refs], group: null, more: [] },
    },
  }));
}
