import { catalogue, type CatalogueFigure, type FigureName } from "../../../../../features/index.ts";
import { alt, notBefore, opt, type Parser, rule, seq, tag, tagIf } from "../../../parser/parser.ts";
import type { Quantity, Statement } from "../../../statement.ts";
import { kindOf } from "../../../../claims/phrases.ts";
import { figureList } from "../../levels/figure-lists.ts";
import { figure } from "../../levels/figures.ts";
import { edgesOf, tradedScopeOf } from "../../levels/edges.ts";
import { type Piece, piece } from "../piece.ts";
import { quantity } from "../../levels/quantities.ts";
import { nameOf, namesOf, valuesOf } from "../../subjects.ts";

/** Whether a measure has a twin that tells it in percent. */
function hasPercent(name: FigureName | null): boolean {
  return (catalogue as readonly CatalogueFigure[]).some(({ kind }) => kind.is === "width" && kind.percentOf === name);
}

const value: Parser<Quantity> = rule(
  seq(
    [notBefore(quantity, "side", "moveAdjective", "away", "comparative"), opt(tag("per"), null)],
    (number, per): Quantity | null =>
      number.unit !== "percent" || number.sign !== 0 || per === "day"
        ? null
        : per === null
          ? number
          : { ...number, per },
  ),
);

/** What tells the same again in percent. */
const again = alt(
  tag("or"),
  tagIf("relation", (word) => word === "which makes"),
  tagIf("side", (side) => side === "at"),
  seq([tag("this"), tag("be")], () => true as const),
);

/** "An ATR of 722.09, or 0.95 % of the price", "the bands are 2.20 wide, or 2.40 %", "the day's range, with a high of A". */
export const sameInPercentPiece: Parser<Piece> = alt(
  seq([again, value], (_, told): Piece =>
    piece((before) => {
      const found = before.named ?? before.last;
      const name = found === null ? null : nameOf(found);
      if (name !== null && hasPercent(name))
        return { claims: [{ is: "value", figures: [name], quantity: told, way: null }], told: before };
      const edges = edgesOf(before.they);
      const isWidth = edges !== null && told.per === undefined && before.they?.group === "bands";
      return isWidth
        ? { claims: [{ is: "gap", left: edges[1], right: edges[0], quantity: told, size: "none" }], told: before }
        : null;
    }, 0.4),
  ),
  // "An ATR of 0.01 corresponds to an ATR in percent of 0.52 %"
  seq([again, figure], (_, found): Piece | null => {
    const name = nameOf(found);
    const kind = name === null ? null : kindOf(name);
    if (kind?.is !== "width" || kind.percentOf === undefined || valuesOf(found).length === 0) return null;
    return piece((told) => {
      const before = told.named ?? told.last;
      return before !== null && nameOf(before) === kind.percentOf ? { claims: valuesOf(found), told } : null;
    }, 0.4);
  }),
  // "in the upper quarter of the day's range, with a high of A and a low of B": the edges of that range
  seq(
    [
      alt(
        tag("with"),
        seq([alt(tag("that"), tag("this")), tag("have")], () => true as const),
      ),
      figureList,
    ],
    (_, found): Piece | null => {
      const claims: readonly Statement[] = valuesOf(found);
      if (claims.length === 0 || claims.length < found.refs.length) return null;
      return piece((told) => {
        const edges = edgesOf(told.they);
        const areItsEdges =
          edges !== null && tradedScopeOf(edges[0]) !== null && namesOf(found).every((name) => edges.includes(name));
        return areItsEdges ? { claims, told } : null;
      }, 0.4);
    },
  ),
);
