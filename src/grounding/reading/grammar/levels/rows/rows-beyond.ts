import { type FigureName } from "../../../../../features/index.ts";
import { alt, opt, type Parser, seq, tag, notBefore } from "../../../parser/parser.ts";
import { degree } from "../../movements/degrees.ts";
import type { Statement } from "../../../statement.ts";
import { type Piece, piece, remember } from "../../pieces/piece.ts";
import { compareAll, type Figures, nameOf, namesOf, product, valuesOf } from "../../subjects.ts";
import { figure, valued } from "../figures.ts";
import { areLevels, farther, goingOn, levelRow, named, type Row, rowPiece, upOrDown, wordIs } from "./level-rows.ts";
import { close, levelNoun, next, sideOfLevel, sideOfPrice, type Up } from "./sides-of-price.ts";

const maybeComma = opt(tag("comma"), null);
const link = alt(tag("be"), tag("colon"), tag("find"), wordIs("follows"));
const meets = alt(tag("find"), tag("have"), tag("show"), tag("bring"));

interface Base {
  readonly side: Up;
  readonly from: FigureName;
  readonly claims: readonly Statement[];
}

/** The levels next to another, on the side away from it. */
const beyond = ({ side, from, claims }: Base, row: Row, isNext = true): Piece | null =>
  rowPiece(side, from, { ...row, claims: [...claims, ...row.claims] }, isNext);

/** One row behind another: `A is followed by B and C`. */
const behind = (first: Row, rest: Row): Row => ({
  found: { ...first.found, refs: [...first.found.refs, ...rest.found.refs] },
  claims: [...first.claims, ...rest.claims],
});

/** The last levels of a side: they follow on one another, and no level lies beyond the last one. */
function lastOfSide(side: Up, { found, claims }: Row): Piece | null {
  const names = namesOf(found);
  const [first, ...rest] = names;
  const last = names.at(-1);
  if (first === undefined || last === undefined || !areLevels(names)) return null;
  const order: readonly Statement[] =
    rest.length === 0 ? [] : [{ is: "order", side, from: first, levels: rest, isNext: true, denied: false }];
  const end: Statement = {
    is: "role",
    role: side === "above" ? "highest" : "lowest",
    rank: null,
    figure: last,
    quantity: null,
    denied: false,
  };
  const places = compareAll(names, side, [close], "none", null, false);
  return piece((told) => ({ claims: [...claims, ...places, ...order, end], told: remember(told, found, found) }), 0.4);
}

/** What the product has on a side of it: `has A, B and C above`. */
function onSideOf(base: readonly Statement[], { found, claims }: Row, side: Up): Piece {
  const places = compareAll(namesOf(found), side, [close], "none", null, false);
  return piece((told) => ({ claims: [...base, ...claims, ...places], told: remember(told, product, found) }), 0.4);
}

/** The last close, or the product itself: what was told of it. */
const price: Parser<readonly Statement[]> = alt(
  seq([tag("product")], () => []),
  seq([figure], (found: Figures) => (nameOf(found) === close ? valuesOf(found) : null)),
);

/** Rows of levels that lie beyond others. */
export const rowsBeyondPiece: Parser<Piece> = alt(
  // "The lower band of A and the pivot S2 of B are found further below"
  seq([levelRow, tag("be"), opt(tag("be"), null), degree, farther], (row, _, __, ___, side) =>
    goingOn(row, side, false),
  ),
  // "The upper band of A and the pivot of B follow above"
  seq([levelRow, wordIs("follows"), notBefore(upOrDown, ...named)], (row, _, side) => goingOn(row, side)),
  // "Higher up, the pivot of A and the upper band of B follow"
  seq([farther, tag("comma"), levelRow, wordIs("follows")], (side, _, row) => goingOn(row, side)),
  // "Higher levels are the pivot of A and the upper band of B"
  seq([farther, levelNoun, link, levelRow], (side, _, __, row) => goingOn(row, side, false)),
  // "Above it come the pivot of A and the upper band of B": above the last level that was told above
  seq([upOrDown, alt(tag("it"), tag("they")), link, levelRow], (side, _, __, row) => goingOn(row, side, true, true)),
  // "Below the pivot S2, the product has the lower band of A, then the day's low of B"
  seq([sideOfLevel, maybeComma, tag("product"), meets, levelRow], (base, _, __, ___, row) => beyond(base, row)),
  seq(
    [sideOfLevel, maybeComma, tag("product"), meets, levelRow, maybeComma, wordIs("followed by"), levelRow],
    (base, _, __, ___, first, ____, _____, rest) => beyond(base, behind(first, rest)),
  ),
  // "Below the pivot S2, A and B are next", "Above the VWAP, A and B are the next levels"
  seq([sideOfLevel, maybeComma, levelRow, wordIs("follows")], (base, _, row) => beyond(base, row)),
  seq([sideOfLevel, maybeComma, levelRow, tag("be"), next, opt(levelNoun, null)], (base, _, row) => beyond(base, row)),
  // "Above the pivot S1 follow A, B and C"
  seq([sideOfLevel, maybeComma, wordIs("follows"), levelRow], (base, _, __, row) => beyond(base, row)),
  // "The next levels above the upper band are A and B"
  seq([next, opt(levelNoun, null), sideOfLevel, link, levelRow], (_, __, base, ___, row) => beyond(base, row)),
  // "Below the lower band, A is followed by B and C"
  seq(
    [sideOfLevel, tag("comma"), levelRow, maybeComma, wordIs("followed by", "comes before"), levelRow],
    (base, _, first, __, ___, rest) => beyond(base, behind(first, rest)),
  ),
  // "Below, A precedes B": others may lie nearer
  seq(
    [sideOfPrice, tag("comma"), levelRow, maybeComma, wordIs("followed by", "comes before"), levelRow],
    ({ side, claims, isIt }, _, first, __, ___, rest) =>
      isIt ? null : beyond({ side, from: close, claims }, behind(first, rest), false),
  ),
  // "Downward, A and B follow the day's low"
  seq([sideOfPrice, tag("comma"), levelRow, wordIs("follows"), figure], ({ side, claims }, _, row, __, base) => {
    const from = nameOf(base);
    return from === null || !areLevels([from])
      ? null
      : beyond({ side, from, claims: [...claims, ...valuesOf(base)] }, row);
  }),
  // "The pivot S2 of A is the last level below"
  seq([levelRow, tag("be"), wordIs("last level"), sideOfPrice], (row, _, __, { side, claims, isIt }) =>
    isIt ? null : lastOfSide(side, { ...row, claims: [...row.claims, ...claims] }),
  ),
  // "A and B complete the levels below BTC-USD"
  seq([levelRow, wordIs("ends the row"), sideOfPrice], (row, _, { side, claims, isIt }) =>
    isIt ? null : lastOfSide(side, { ...row, claims: [...row.claims, ...claims] }),
  ),
  // "The last close of A has B, C and D above"
  seq([price, meets, levelRow, notBefore(upOrDown, ...named)], (claims, _, row, side) => onSideOf(claims, row, side)),
  // "The last close of A has B, C 0.1634 and D 0.1646 above": a value stands next to its side
  seq(
    [price, meets, levelRow, maybeComma, tag("and"), valued, notBefore(upOrDown, ...named)],
    (claims, _, row, __, ___, last, side) => {
      const name = nameOf(last);
      return name === null || !areLevels([name])
        ? null
        : onSideOf(claims, behind(row, { found: last, claims: valuesOf(last) }), side);
    },
  ),
);
