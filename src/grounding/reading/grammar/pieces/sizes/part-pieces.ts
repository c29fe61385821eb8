import { alt, opt, type Parser, seq, tag } from "../../../parser/parser.ts";
import type { Statement } from "../../../statement.ts";
import { edgesOf } from "../../levels/edges.ts";
import { figure } from "../../levels/figures.ts";
import { sized } from "../../levels/extents.ts";
import { type Figures, product, valuesOf } from "../../subjects.ts";
import { type Piece, piece, productName } from "../piece.ts";

const partOf = (found: Figures, from: number, to: number): Statement | null => {
  const of = edgesOf(found);
  return of === null ? null : { is: "part", of, from, to, figure: "last_close", denied: false };
};

/** The last close, where a range speaks of it or stands before it. */
export const partPiece: Parser<Piece> = alt(
  // "In both the day's range and the 7-day range, BTC-USD closed in the upper half"
  seq(
    [
      tag("in"),
      opt(tag("either"), null),
      figure,
      tag("and"),
      figure,
      tag("comma"),
      alt(productName, figure),
      alt(tag("closes"), tag("be")),
      opt(tag("in"), null),
      tag("part"),
    ],
    (_, __, one, ___, other, ____, who, _____, ______, [from, to]): Piece | null => {
      const isClose = who === product || (who.is === "figures" && who.refs[0]?.names[0] === "last_close");
      const claims = [partOf(one, from, to), partOf(other, from, to)].filter((claim) => claim !== null);
      const values = [...valuesOf(one), ...valuesOf(other), ...(who.is === "figures" ? valuesOf(who) : [])];
      return !isClose || claims.length < 2
        ? null
        : piece((told) => ({ claims: [...values, ...claims], told: { ...told, subject: product } }), 0.4);
    },
  ),
  // "The 20-candle Bollinger Bands, 1115.69 wide, hold the close in their lower half"
  seq(
    [sized, alt(tag("have"), tag("contain")), alt(productName, figure), tag("in"), tag("part")],
    ({ extents: [of], claims }, _, who, __, [from, to]): Piece | null => {
      const isClose = who === product || (who.is === "figures" && who.refs[0]?.names[0] === "last_close");
      if (!isClose || of?.[1] === undefined) return null;
      const part: Statement = { is: "part", of: [of[0], of[1]], from, to, figure: "last_close", denied: false };
      const values = who.is === "figures" ? valuesOf(who) : [];
      return piece((told) => ({ claims: [...claims, ...values, part], told: { ...told, subject: product } }), 0.4);
    },
  ),
);
