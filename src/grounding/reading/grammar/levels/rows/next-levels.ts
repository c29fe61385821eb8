import { figureOf } from "../../../../../features/index.ts";
import { isClose } from "../../../../claims/phrases.ts";
import { alt, notBefore, opt, type Parser, rule, seq, tag, tagIf } from "../../../parser/parser.ts";
import type { Statement } from "../../../statement.ts";
import { figureList } from "../figure-lists.ts";
import { figure, valued } from "../figures.ts";
import { isOutward, levelRow, type OrderTold, orderWord, type Row } from "./level-rows.ts";
import { distance } from "../quantities.ts";
import { predicate } from "../../predicates.ts";
import { type Piece, piece, remember } from "../../pieces/piece.ts";
import { compareAll, type Figures, nameOf, namesOf, valuesOf } from "../../subjects.ts";

import {
  close,
  inOrder,
  levelNoun,
  next,
  nextSome,
  type OnSide,
  onSide,
  sideOfLevel,
  sideOfPrice,
  upOrDown,
} from "./sides-of-price.ts";

const maybeOrder = opt(orderWord, null);

/** What is claimed of levels on a side: that they lie there, and where it is told, in which order and that they are the next. */
function claimsOn({ side, isNext, claims, count }: OnSide, row: Row, isOrdered: boolean): readonly Statement[] | null {
  const names = namesOf(row.found);
  if (count !== undefined && count !== names.length) return null;
  const areLevels = names.every((name) => figureOf(name).kind.is === "level" && !isClose(name));
  if (!areLevels || names.length === 0) return null;
  const places: readonly Statement[] =
    isNext || isOrdered
      ? [{ is: "order", side, from: close, levels: names, isNext, denied: false }]
      : compareAll(names, side, [close], "none", null, false);
  return [...claims, ...row.claims, ...places];
}

function ofRow(on: OnSide, row: Row, isOrdered: boolean): Piece | null {
  const { found } = row;
  const claims = claimsOn(on, row, isOrdered);
  const [last] = namesOf(found).toReversed();
  if (claims === null || last === undefined) return null;
  const rank = on.isNext ? namesOf(found).length : null;
  return piece((told) => {
    const after = remember(told, found, found);
    return {
      claims,
      told: { ...after, role: { is: "role", role: on.side, figure: last, quantity: null, rank, denied: false } },
    };
  }, 0.4);
}

const ofLevels = (on: OnSide, found: Figures, isOrdered: boolean): Piece | null =>
  ofRow(on, { found, claims: valuesOf(found) }, isOrdered);

/** What would be named behind a side: "next below the pivot R1" is no side of the price. */
const named = ["figure", "number", "product", "it", "they", "both", "zeroLine", "spanAdjective", "owner"] as const;

const link = alt(
  tag("be"),
  tag("runs"),
  tag("colon"),
  tag("find"),
  // "Above the last close, PID faces the pivot"
  seq([tag("product"), alt(tag("find"), tag("have"), tag("show"))], () => true as const),
);

/** `for BTC-USD`: whose levels they are. */
const ofProduct = seq([alt(tag("around"), tag("of")), tag("product")], () => true as const);

/** What is told of levels behind their side: `are, in order, A, B and C`. */
interface RowTold {
  readonly row: Row;
  readonly orders: readonly OrderTold[];
}

const rowTold: Parser<RowTold> = rule(
  alt(
    seq([link, maybeOrder, levelRow, maybeOrder], (_, one, row, other): RowTold => ({
      row,
      orders: [one, other].filter((word) => word !== null),
    })),
    seq([orderWord, opt(link, null), levelRow], (one, _, row): RowTold => ({ row, orders: [one] })),
  ),
);

/** "Below in order: A, B" tells all of them, from the nearest one. */
function rowOnSide(on: OnSide, { row, orders }: RowTold): Piece | null {
  const isNext = on.isNext || orders.length > 0;
  return orders.every((word) => isOutward(word, on.side)) ? ofRow({ ...on, isNext }, row, isNext) : null;
}

/** Levels by their side of the price: "the next levels above the last close are A, B and C", "above are A and B". */
export const nextLevelsPiece: Parser<Piece> = alt(
  seq([onSide, rowTold], rowOnSide),
  seq([orderWord, onSide, rowTold], (word, on, told) =>
    isOutward(word, on.side) ? rowOnSide(on, { ...told, orders: [word, ...told.orders] }) : null,
  ),
  // "Above it, the levels in order are A, B and C": all of them, from the price
  seq(
    [sideOfPrice, opt(tag("comma"), null), opt(next, null), levelNoun, orderWord, link, levelRow],
    ({ side, claims }, _, __, ___, word, ____, row) =>
      isOutward(word, side) ? ofRow({ side, isNext: true, claims }, row, true) : null,
  ),
  // ", with the pivot of A and the VWAP of B as the next levels above"
  seq([opt(tag("with"), null), levelRow, tag("as"), notBefore(onSide, ...named)], (_, row, __, on): Piece | null =>
    on.isNext ? ofRow(on, row, true) : null,
  ),
  // ", which are the first two levels overhead"
  seq(
    [alt(tag("that"), tag("they")), tag("be"), nextSome, opt(levelNoun, null), sideOfPrice],
    (_, __, count, ___, on) =>
      piece((told) => {
        const found =
          told.they === null
            ? null
            : { ...told.they, refs: told.they.refs.map(({ names }) => ({ names, quantity: null })), more: [] };
        if (found === null || found.refs.length !== count || on.isIt) return null;
        return ofLevels({ ...on, isNext: true }, found, true)?.after(told) ?? null;
      }, 0.4),
  ),
  // "Below the last close, the VWAP of A leads, followed by the pivot of B"
  seq(
    [sideOfPrice, opt(tag("comma"), null), levelRow, tagIf("relation", (word) => word === "leads the row")],
    ({ side, claims }, _, row) => ofRow({ side, isNext: true, claims }, row, true),
  ),
  // "Overhead, the upper band of A and the pivot of B sit close together": above the price, and what is said of them
  seq([sideOfPrice, tag("comma"), levelRow, predicate], (on, _, row, said): Piece | null => {
    const places = on.isIt ? null : ofRow(on, row, false);
    return places === null
      ? null
      : piece((told) => {
          const step = places.after(told);
          const found =
            step === null ? null : said.of({ subject: row.found, scope: told.scope, they: row.found }, false);
          return step === null || found === null ? null : { ...step, claims: [...step.claims, ...found] };
        }, 0.6);
  }),
  // "The pivot of A and the upper band of B are the next levels above the last close"
  seq([figureList, tag("be"), notBefore(onSide, ...named)], (found, _, on): Piece | null =>
    on.isNext ? ofLevels(on, found, true) : null,
  ),
  // "Above the last close, the next levels are A and B", "on the upside, the next level is A"
  seq(
    [
      sideOfPrice,
      opt(tag("comma"), null),
      next,
      opt(levelNoun, null),
      opt(ofProduct, null),
      opt(link, null),
      inOrder,
      figureList,
      inOrder,
    ],
    ({ side, claims }, _, __, ___, ____, _____, ______, found) => ofLevels({ side, isNext: true, claims }, found, true),
  ),
  // "Beyond the pivot, the next levels are A and B"
  seq(
    [sideOfLevel, tag("comma"), next, opt(levelNoun, null), opt(upOrDown, null), link, figureList],
    ({ side, from, claims }, _, __, ___, again, ____, found): Piece | null => {
      const names = namesOf(found);
      const areLevels = names.every((name) => figureOf(name).kind.is === "level" && !isClose(name) && name !== from);
      if (!areLevels || (again !== null && again !== side)) return null;
      const order: Statement = { is: "order", side, from, levels: names, isNext: true, denied: false };
      return piece(
        (told) => ({ claims: [...claims, ...valuesOf(found), order], told: remember(told, found, found) }),
        0.4,
      );
    },
  ),
  // "Below the last close, the VWAP of A is next", "on the upside, the pivot of A is the next level"
  seq([sideOfPrice, tag("comma"), figureList, tag("be"), next, opt(levelNoun, null)], ({ side, claims }, _, found) =>
    ofLevels({ side, isNext: true, claims }, found, true),
  ),
  // "Above the last close, the levels are A, B and C", "to the upside lie A and B"
  seq(
    [sideOfPrice, opt(tag("comma"), null), opt(levelNoun, null), link, inOrder, figureList],
    (side, _, __, ___, order, found) => (side.isIt ? null : ofLevels(side, found, order !== null)),
  ),
  // "The distance to pivot S1 is 139.57": from the price
  seq(
    [tag("difference"), tag("to"), figure, tag("be"), notBefore(distance, "side", "away", "fromWord", "degree")],
    (_, __, found, ___, quantity): Piece | null => {
      const name = nameOf(found);
      if (name === null || figureOf(name).kind.is !== "level" || isClose(name)) return null;
      return piece((told) => ({
        claims: [...valuesOf(found), { is: "gap", left: close, right: name, quantity, size: "none" }],
        told: remember(told, told.subject, found),
      }));
    },
  ),
  // ", with the pivot of 2.23 below and the day's high of 2.25 above": of the price, or of a level and the price
  seq([opt(tag("with"), null), valued, notBefore(upOrDown, ...named)], (_, found, side): Piece | null => {
    const name = nameOf(found);
    if (name === null || figureOf(name).kind.is !== "level" || isClose(name)) return null;
    return piece((told) => {
      const own = told.subject === null ? null : nameOf(told.subject);
      if (told.subject === null || own === null || own === name || figureOf(own).kind.is !== "level") return null;
      // "Closed below the pivot, with the VWAP above": above both.
      const beside =
        told.named === null ? [] : namesOf(told.named).filter((each) => figureOf(each).kind.is === "level");
      const marks = [...new Set([own, close, ...beside])].filter((each) => each !== name);
      return {
        claims: [...valuesOf(found), ...compareAll([name], side, marks, "none", null, false)],
        told,
      };
    }, 0.4);
  }),
);
