import { alt, opt, seq, tag, tagIf } from "../../parser/parser.ts";
import { figureList } from "../levels/figure-lists.ts";
import { figure } from "../levels/figures.ts";
import { type Piece, maybeDegree, piece, productName, remember } from "./piece.ts";
import { distance } from "../levels/quantities.ts";
import { comparable, compareAll, namesOf, product, valuesOf } from "../subjects.ts";

/** "Above the last close stand the EMA of A and the 5-candle average of B": what is told last is what something is said of. */
export const inversionPiece = seq(
  [
    opt(distance, null),
    maybeDegree(),
    tagIf("side", (side) => side !== "at"),
    alt(figure, productName),
    tag("be"),
    figureList,
  ],
  (far, size, side, mark, _, found): Piece | null => {
    const [lefts, rights] = [namesOf(found), namesOf(mark)];
    if (!comparable(lefts, rights) || (far !== null && side === "near")) return null;
    if (mark.is !== "figures" && mark !== product) return null;
    return piece((told) => ({
      claims: [...valuesOf(mark), ...valuesOf(found), ...compareAll(lefts, side, rights, size ?? "none", far, false)],
      told: remember(told, found, found),
    }));
  },
);
