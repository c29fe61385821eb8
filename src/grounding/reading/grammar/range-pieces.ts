import { alt, map, opt, seq, tag, tagIf } from "../parser.ts";
import { type Piece, piece } from "./piece.ts";
import { predicate } from "./predicates.ts";
import { type NamedEdges, namedEdges, rangeOfWidth } from "./ranges.ts";
import { distance } from "./quantities.ts";
import { type Figures, figures, namesOf } from "./subjects.ts";

const day = figures(
  [
    { names: ["daily_low"], quantity: null },
    { names: ["daily_high"], quantity: null },
  ],
  "range",
);

/** Both edges of a range, named one by one: "between the day's low of A and high of B, ...". */
function edgesTold([low, high]: NamedEdges["edges"]): Figures {
  const refs = [low, high].map((name) => ({ names: [name], quantity: null }));
  return figures(refs, low === "daily_low" ? "range" : "bands");
}

/** "a range of 0.0169", "the day's range of 4482.79 runs from A to B", "from the day's low of A to the day's high of B". */
export const rangePiece = alt(
  map(rangeOfWidth, (width): Piece => piece((told) => ({ claims: [width], told: { ...told, they: day } }))),
  // "..., a width of 4.35", "..., whose width is 24.49"
  seq([tag("width"), alt(tag("of"), tag("be")), distance], (_, __, quantity): Piece =>
    piece((told) => {
      const [low, high] = told.they === null ? [] : namesOf(told.they);
      const isOfRange = told.they?.group === "range" || told.they?.group === "bands";
      return !isOfRange || low === undefined || high === undefined
        ? null
        : { claims: [{ is: "gap", left: high, right: low, quantity, size: "none" }], told };
    }),
  ),
  seq([rangeOfWidth, predicate], (width, said): Piece =>
    piece((told) => {
      const found = said.of({ subject: day, scope: told.scope, they: told.they }, false);
      return found === null ? null : { claims: [width, ...found], told: { ...told, subject: day, they: day } };
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
