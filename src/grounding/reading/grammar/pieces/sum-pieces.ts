import type { Statement } from "../../statement.ts";
import { alt, opt, seq, tag, tagIf } from "../../parser/parser.ts";
import { figure } from "../levels/figures.ts";
import { type Piece, maybeDegree, piece, remember } from "./piece.ts";
import { maybeSpan } from "../movements/spans.ts";
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
  seq(
    [opt(alt(tag("with"), tag("show")), null), maybeDegree(), tag("comparative"), figure, maybeSpan],
    (_, size, side, one, span): Piece | null => {
      const other = otherSum(nameOf(one));
      return other === null || (span !== null && span !== "day")
        ? null
        : sums(one, side, { is: "figures", refs: [{ names: [other], quantity: null }], group: null, more: [] }, size);
    },
  ),
  // "given the dominance of selling momentum"
  seq(
    [
      opt(tag("with"), null),
      maybeDegree(),
      tagIf("relation", (word) => word === "dominance"),
      tag("of"),
      figure,
      maybeSpan,
    ],
    (_, size, __, ___, one, span): Piece | null => {
      const other = otherSum(nameOf(one));
      return other === null || (span !== null && span !== "day")
        ? null
        : sums(
            one,
            "above",
            { is: "figures", refs: [{ names: [other], quantity: null }], group: null, more: [] },
            size,
          );
    },
  ),
  seq([tag("notByMuch")], (): Piece =>
    piece((told) => {
      const { comparison } = told;
      const isOfLevels = comparison !== null && otherSum(comparison.left) === null && comparison.size === "none";
      // "The close is below both averages, though only slightly"
      if (isOfLevels && told.named !== null && comparison.distance === null)
        return {
          claims: namesOf(told.named).map((right): Statement => ({
            is: "gap",
            left: comparison.left,
            right,
            quantity: null,
            size: "small",
          })),
          told,
        };
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
