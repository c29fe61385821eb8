import type { FigureName } from "../../../../../features/index.ts";
import { alt, opt, seq, tag, tagIf } from "../../../parser/parser.ts";
import type { Statement } from "../../../statement.ts";
import { edgeOf, edgesOf, knownEdges, tradedScopeOf } from "../../levels/edges.ts";
import { figure } from "../../levels/figures.ts";
import { type Piece, piece, remember } from "../piece.ts";
import { maybeSpan } from "../../movements/spans.ts";
import { predicate } from "../../predicates.ts";
import { type NamedEdges, namedEdges, rangeOfWidth } from "../../levels/ranges.ts";
import { distance } from "../../levels/quantities.ts";
import { type Figures, figures, namesOf, valuesOf } from "../../subjects.ts";

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

/** The edges of the bands, named together or one by one. */
function bandsOf(found: Figures | null): NamedEdges["edges"] | null {
  const names = found === null ? [] : namesOf(found);
  const edges = knownEdges.find((both) => both.every((edge) => names.includes(edge))) ?? null;
  return edges === null || tradedScopeOf(edges[0]) !== null ? null : edges;
}

/** "a range of 0.0169", "the day's range of 4482.79 runs from A to B", "from the day's low of A to the day's high of B". */
export const rangePiece = alt(
  seq([opt(tag("show"), null), rangeOfWidth], (_, width): Piece =>
    piece((told) => ({ claims: [width], told: { ...told, they: rangeOf(width) } })),
  ),
  // "in the upper half of the day's range, 0.28 wide"
  seq([distance, tag("wide")], (quantity): Piece =>
    piece((told) => {
      const edges = edgesOf(told.named) ?? edgesOf(told.they);
      return edges === null
        ? null
        : { claims: [{ is: "gap", left: edges[1], right: edges[0], quantity, size: "none" }], told };
    }),
  ),
  // "The Bollinger Bands are 0.17 wide, upper 72.82 and lower 72.65"
  seq(
    [
      tag("extremeOf"),
      opt(tag("at"), null),
      distance,
      alt(tag("and"), tag("comma")),
      tag("extremeOf"),
      opt(tag("at"), null),
      distance,
    ],
    (one, _, first, __, two, ___, second): Piece | null =>
      one === two
        ? null
        : piece((told) => {
            const edges = edgesOf(told.they);
            const edge = (end: "high" | "low"): readonly FigureName[] => [
              edges?.[end === "high" ? 1 : 0] ?? "last_close",
            ];
            return edges === null
              ? null
              : {
                  claims: [
                    { is: "value", figures: edge(one), quantity: first, way: null },
                    { is: "value", figures: edge(two), quantity: second, way: null },
                  ],
                  told,
                };
          }),
  ),
  // ", both of which have a low of 104427.73", ", and both share the same high of 526.80": of the two ranges that were told
  seq(
    [
      alt(
        tag("both"),
        tag("they"),
        tagIf("relation", (word) => word === "both ranges"),
      ),
      alt(
        tag("have"),
        tagIf("relation", (word) => word === "shares"),
      ),
      opt(
        tagIf("side", (side) => side === "at"),
        null,
      ),
      figure,
    ],
    (who, __, ___, found): Piece | null => {
      const [ref, ...others] = found.refs;
      const name = ref?.names[0];
      const edge = name === undefined || tradedScopeOf(name) === null ? null : edgeOf(name);
      const quantity = ref?.quantity ?? null;
      if (edge === null || quantity === null || others.length > 0) return null;
      return piece((told) => {
        const of = who === "both ranges" ? knownEdges.filter(([low]) => tradedScopeOf(low) !== null) : told.ranges;
        return of.length !== 2
          ? null
          : {
              claims: of.map(([low, high]): Statement => ({
                is: "value",
                figures: [edge === "low" ? low : high],
                quantity,
                way: null,
              })),
              told,
            };
      }, 0.4);
    },
  ),
  // "Within a day's range of 4.37, ...", "Against a day's range of 4.37, ..."
  seq([alt(tag("within"), tag("against")), rangeOfWidth, tag("comma")], (_, width): Piece =>
    piece((told) => (told.subject === null ? { claims: [width], told: { ...told, they: rangeOf(width) } } : null)),
  ),
  // "The Bollinger Bands are 7.91 wide against a day's range of 99.15"
  seq([tag("against"), rangeOfWidth], (_, width): Piece =>
    piece((told) => (told.subject === null ? null : { claims: [width], told })),
  ),
  // "both Bollinger Bands stand at 1.96, indicating very low volatility"
  seq(
    [
      opt(alt(tag("this"), tag("that")), null),
      alt(tag("show"), tag("with"), tag("be")),
      tagIf("relation", (word) => word === "no spread"),
      maybeSpan,
      opt(tag("candles"), null),
    ],
    (_, __, ___, span): Piece | null =>
      span !== null && span !== "short"
        ? null
        : piece((told) => {
            const edges = [told.named, told.subject?.is === "figures" ? told.subject : null, told.they]
              .map(bandsOf)
              .find((found) => found !== null);
            return edges === undefined
              ? null
              : {
                  claims: [
                    {
                      is: "compare",
                      left: edges[1],
                      side: "at",
                      right: edges[0],
                      size: "none",
                      distance: null,
                      denied: false,
                    },
                  ],
                  told,
                };
          }),
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
  // "The range between the day's low of 1.28 and the day's high of 1.34 is 0.06"
  seq(
    [
      tagIf("figure", ({ group, pair }) => group === "range" && pair !== null),
      alt(tag("between"), tag("fromWord")),
      namedEdges,
      tag("be"),
      distance,
    ],
    (_, __, { edges, values }, ___, quantity): Piece =>
      piece(
        (told) =>
          told.subject === null
            ? {
                claims: [...values, { is: "gap", left: edges[1], right: edges[0], quantity, size: "none" }],
                told: { ...told, they: edgesTold(edges) },
              }
            : null,
        0.4,
      ),
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
