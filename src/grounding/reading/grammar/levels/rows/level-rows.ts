import { figureOf, type FigureName } from "../../../../../features/index.ts";
import { isClose } from "../../../../claims/phrases.ts";
import { alt, map, notBefore, opt, type Parser, rule, seq, tag, tagIf } from "../../../parser/parser.ts";
import type { Quantity, Statement } from "../../../statement.ts";
import { type Piece, piece, remember, type Told } from "../../pieces/piece.ts";
import { compareAll, type Figures, figures, nameOf, namesOf, product, valuesOf } from "../../subjects.ts";
import { figureList } from "../figure-lists.ts";
import { figure } from "../figures.ts";
import { distance, quantity } from "../quantities.ts";

type Up = "above" | "below";

/** Levels in the order in which they are told, with what was told of each. */
export interface Row {
  readonly found: Figures;
  readonly claims: readonly Statement[];
}

const close: FigureName = "last_close";

export const upOrDown: Parser<Up> = map(tag("side"), (side) => (side === "above" || side === "below" ? side : null));

export function areLevels(names: readonly FigureName[]): boolean {
  return names.length > 0 && names.every((name) => figureOf(name).kind.is === "level" && !isClose(name));
}

const besideClose = (name: FigureName, side: Up, far: Quantity | null): readonly Statement[] =>
  compareAll([name], side, [close], "none", far, false);

/** `day's high 181.25 (+0.51), pivot R2 181.79 (+1.05)`, `the pivot of A and the VWAP of B`. */
export const levelRow: Parser<Row> = rule(
  map(figureList, (found): Row | null =>
    areLevels(namesOf(found)) && found.more.length === 0 ? { found, claims: valuesOf(found) } : null,
  ),
);

/** In which direction a row of levels is told. */
export type OrderTold = "in order" | "in ascending order" | "in descending order";

/** `in order`, `, in ascending order,`. */
export const orderWord: Parser<OrderTold> = rule(
  seq(
    [
      opt(tag("comma"), null),
      map(tag("relation"), (word) =>
        word === "in order" || word === "in ascending order" || word === "in descending order" ? word : null,
      ),
      opt(tag("comma"), null),
    ],
    (_, word) => word,
  ),
);

/** Whether levels of a side that are told so begin with the nearest one. */
export const isOutward = (word: OrderTold | null, side: Up): boolean =>
  word === null || word === "in order" || (word === "in ascending order") === (side === "above");

/** Levels on a side of another, in the order in which they are told. */
export function rowPiece(side: Up, from: FigureName, { found, claims }: Row, isNext: boolean): Piece | null {
  const names = namesOf(found);
  const [last] = names.toReversed();
  if (!areLevels(names) || last === undefined || names.includes(from)) return null;
  const order: Statement = { is: "order", side, from, levels: names, isNext, denied: false };
  return piece((told) => {
    const after = remember(told, found, found);
    const rank = isNext ? names.length : null;
    const role = { is: "role", role: side, figure: last, quantity: null, rank, denied: false } as const;
    return { claims: [...claims, order], told: from === close ? { ...after, role } : after };
  }, 0.4);
}

const roleOrder: Parser<Up> = map(tag("relation"), (word) =>
  word === "resistance order" ? "above" : word === "support order" ? "below" : null,
);

const isFirstInSentence = ({ subject, named, hasProduct, role }: Told): boolean =>
  subject === null && named === null && !hasProduct && role === null;

/** `further up`: on which side. */
export const farther: Parser<Up> = map(tag("relation"), (word) =>
  word === "further above" ? "above" : word === "further below" ? "below" : null,
);

/** Levels that go on from those of the sentence before: on its side, behind the last of them. */
export function goingOn({ found, claims }: Row, side: Up | null, isNext = true, isOfIt = false): Piece | null {
  const names = namesOf(found);
  if (!areLevels(names)) return null;
  return piece(
    (told) =>
      isFirstInSentence(told)
        ? {
            claims: [...claims, { is: "goesOn", side, levels: names, isNext, ...(isOfIt && { isOfIt }) }],
            told: remember(told, found, found),
          }
        : null,
    0.4,
  );
}

/** A level with how far from the close it lies: `pivot 2526.14, 1.97 above`. */
const levelAside: Parser<Row & { readonly side: Up }> = seq(
  [figure, opt(tag("comma"), null), distance, upOrDown],
  (found, _, far, side) => {
    const name = nameOf(found);
    return name === null || !areLevels([name]) || far.sign !== 0
      ? null
      : { found, claims: [...valuesOf(found), ...besideClose(name, side, far)], side };
  },
);

export const wordIs = (...words: readonly string[]): Parser<unknown> =>
  tagIf("relation", (word) => words.includes(word));

/** What would be named behind a side: "lies below the pivot" is no side of the price. */
export const named = [
  "figure",
  "number",
  "product",
  "it",
  "they",
  "both",
  "zeroLine",
  "spanAdjective",
  "owner",
] as const;

/** Rows of levels, told in short or over two sentences. */
export const levelRowPiece: Parser<Piece> = alt(
  // "resistance order: day's high 181.25 (+0.51), upper band 181.45 (+0.71)"
  seq([roleOrder, tag("colon"), levelRow], (side, _, row) => rowPiece(side, close, row, true)),
  // "Above pivot: 24-hour VWAP 2528.11, upper band 2544.07"
  seq([upOrDown, figure, tag("colon"), levelRow], (side, base, _, row): Piece | null => {
    const name = nameOf(base);
    return name === null || !areLevels([name])
      ? null
      : rowPiece(side, name, { ...row, claims: [...valuesOf(base), ...row.claims] }, true);
  }),
  // "The upper band of A and the pivot R1 of B come next", "... follow further up"
  seq([levelRow, wordIs("follows"), opt(farther, null)], (row, _, side) => goingOn(row, side)),
  // "The upper band of A lies above": above the price, where nothing else was told
  seq([levelRow, tag("be"), notBefore(upOrDown, ...named)], ({ found, claims }, _, side): Piece =>
    piece(
      (told) =>
        isFirstInSentence(told)
          ? {
              claims: [...claims, ...compareAll(namesOf(found), side, [close], "none", null, false)],
              told: remember(told, found, found),
            }
          : null,
      0.6,
    ),
  ),
  // "After that come the pivot R1 of A and the pivot R2 of B"
  seq([wordIs("followed by"), levelRow], (_, row) => goingOn(row, null)),
  // "Beyond those, PID meets the pivot R1 of A and then the pivot R2 of B"
  seq(
    [
      alt(
        wordIs("further"),
        seq([upOrDown, tag("they")], () => true as const),
      ),
      tag("comma"),
      tag("product"),
      alt(tag("find"), tag("have"), tag("show"), tag("bring")),
      levelRow,
    ],
    (_, __, ___, ____, row) => goingOn(row, null),
  ),
  // "PID faces, in order, the upper band of A, the pivot of B": what is faced lies ahead, and that is above
  seq(
    [
      tag("product"),
      opt(
        seq([tag("open"), quantity, tag("close")], (_, value) => value),
        null,
      ),
      tag("find"),
      orderWord,
      levelRow,
    ],
    (_, value, __, order, { found, claims }): Piece | null => {
      if (!isOutward(order, "above")) return null;
      const told: readonly Statement[] =
        value === null ? [] : [{ is: "value", figures: [close], quantity: value, way: null }];
      return rowPiece("above", close, { found, claims: [...told, ...claims] }, true);
    },
  ),
  // "Support begins with the lower band of A and continues with the pivot R1 of B and the VWAP of C"
  seq(
    [
      tagIf("levelRole", (role) => role === "support" || role === "resistance"),
      wordIs("begins with"),
      levelRow,
      opt(tag("comma"), null),
      opt(tag("and"), null),
      wordIs("continues with"),
      levelRow,
    ],
    (role, _, first, __, ___, ____, rest): Piece | null => {
      const refs = [...first.found.refs, ...rest.found.refs];
      const row: Row = { found: figures(refs), claims: [...first.claims, ...rest.claims] };
      const names = namesOf(row.found);
      return new Set(names).size < names.length
        ? null
        : rowPiece(role === "support" ? "below" : "above", close, row, true);
    },
  ),
  // "is bracketed by the pivot of A, 1.97 above, and the lower band of B, 0.98 below"
  seq(
    [
      tag("product"),
      opt(
        seq([opt(tag("comma"), null), tag("at"), quantity, opt(tag("comma"), null)], (_, __, value) => value),
        null,
      ),
      opt(tag("be"), null),
      wordIs("bracketed by"),
      levelAside,
      opt(tag("comma"), null),
      tag("and"),
      levelAside,
    ],
    (_, value, __, ___, one, ____, _____, other): Piece | null => {
      const [first, second] = [nameOf(one.found), nameOf(other.found)];
      if (first === null || second === null || first === second || one.side === other.side) return null;
      const told: readonly Statement[] =
        value === null ? [] : [{ is: "value", figures: [close], quantity: value, way: null }];
      const order = (side: Up, name: FigureName): Statement => ({
        is: "order",
        side,
        from: close,
        levels: [name],
        isNext: true,
        denied: false,
      });
      const claims = [...told, ...one.claims, ...other.claims, order(one.side, first), order(other.side, second)];
      return piece((before) => ({ claims, told: remember(before, product, other.found) }), 0.4);
    },
  ),
);
