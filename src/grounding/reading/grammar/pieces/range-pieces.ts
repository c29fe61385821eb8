import { alt, map, opt, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Statement } from "../../statement.ts";
import { edgesOf, tradedScopeOf } from "../levels/edges.ts";
import { figure } from "../levels/figures.ts";
import { type Piece, piece, remember } from "./piece.ts";
import { predicate } from "../predicates.ts";
import { type NamedEdges, namedEdges, rangeOfWidth } from "../levels/ranges.ts";
import { distance } from "../levels/quantities.ts";
import { type Figures, figures, namesOf, valuesOf } from "../subjects.ts";

/** The range whose width was told. */
function rangeOf(width: Statement): Figures | null {
  if (width.is !== "gap") return null;
  return figures(
    [width.right, width.left].map((name) => ({ names: [name], quantity: null })),
    "range",
  );
}

/** Both edges of a range, named one by one: "between the day's low of A and high of B, ...". */
function edgesTold([low, high]: NamedEdges["edges"]): Figures {
  const refs = [low, high].map((name) => ({ names: [name], quantity: null }));
  return figures(refs, tradedScopeOf(low) === null ? "bands" : "range");
}

/** "a range of 0.0169", "the day's range of 4482.79 runs from A to B", "from the day's low of A to the day's high of B". */
export const rangePiece = alt(
  map(rangeOfWidth, (width): Piece => piece((told) => ({ claims: [width], told: { ...told, they: rangeOf(width) } }))),
  // "Within a day's range of 4.37, ...", "Against a day's range of 4.37, ..."
  seq([alt(tag("within"), tag("against")), rangeOfWidth, tag("comma")], (_, width): Piece =>
    piece((told) => (told.subject === null ? { claims: [width], told: { ...told, they: rangeOf(width) } } : null)),
  ),
  // "Of the two averages, ..."
  seq([tag("of"), figure, tag("comma")], (_, found): Piece | null =>
    found.group === null || valuesOf(found).length > 0
      ? null
      : piece((told) => (told.subject === null ? { claims: [], told: { ...told, they: found } } : null)),
  ),
  // "..., a width of 4.35", "..., whose width is 24.49"
  seq([opt(tag("show"), null), tag("width"), alt(tag("of"), tag("be")), distance], (_, __, ___, quantity): Piece =>
    piece((told) => {
      const [low, high] = told.they === null ? [] : namesOf(told.they);
      const isOfRange = told.they?.group === "range" || told.they?.group === "bands";
      return !isOfRange || low === undefined || high === undefined
        ? null
        : { claims: [{ is: "gap", left: high, right: low, quantity, size: "none" }], told };
    }),
  ),
  // "The width of the bands is 3.13 %"
  seq(
    [tag("width"), tag("of"), figure, opt(alt(tag("be"), tag("equals")), null), opt(tag("at"), null), distance],
    (_, __, found, ___, ____, quantity) => {
      const edges = edgesOf(found);
      return edges === null
        ? null
        : piece((told) => ({
            claims: [...valuesOf(found), { is: "gap", left: edges[1], right: edges[0], quantity, size: "none" }],
            told: remember(told, told.subject ?? found, found),
          }));
    },
  ),
  seq([rangeOfWidth, predicate], (width, said): Piece =>
    piece((told) => {
      const range = rangeOf(width);
      if (range === null) return null;
      const found = said.of({ subject: range, scope: told.scope, they: told.they }, false);
      return found === null ? null : { claims: [width, ...found], told: { ...told, subject: range, they: range } };
    }),
  ),
  seq(
    [
      opt(
        tagIf("runs", () => true),
        null,
      ),
      alt(tag("fromWord"), tag("between")),
      namedEdges,
    ],
    (_, __, { edges, values }): Piece =>
      piece((told) =>
        told.subject === null && told.they === null
          ? { claims: values, told: { ...told, they: edgesTold(edges) } }
          : told.they === null || (told.they.group !== "range" && told.they.group !== "bands")
            ? null
            : { claims: values, told },
      ),
  ),
);
