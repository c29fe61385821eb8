import { alt, opt, seq, tag, tagIf } from "../parser.ts";
import type { Quantity } from "../statement.ts";
import { figureList } from "./figure-lists.ts";
import { figure } from "./figures.ts";
import { type Piece, clause, maybeDegree, none, piece, productName, remember } from "./piece.ts";
import { ofOscillatorBefore } from "./carried-pieces.ts";
import { predicate } from "./predicates.ts";
import { distance, pair, quantities, quantity } from "./quantities.ts";
import { maybeSpan } from "./spans.ts";
import { comparable, nameOf, namesOf, otherSum, product, valuesOf } from "./subjects.ts";

export const eventPiece = alt(
  // "leaving it 230 under the average", "which leaves the close near the low"
  seq(
    [opt(tag("this"), null), tag("leave"), alt(tag("it"), productName), opt(tag("with"), null), predicate],
    (_, __, ___, ____, said) => clause(product, none, said, null),
  ),
  // "The RSI of 56.80 leaves the stock in neutral territory"
  seq([alt(tag("leave"), tag("show")), alt(tag("it"), productName), predicate], (_, __, said) =>
    ofOscillatorBefore(said),
  ),
  seq([tag("leave"), figure, predicate], (_, found, said) => clause(found, valuesOf(found), said, null)),
  // "Only about 56 separates it from the upper band"
  seq(
    [
      distance,
      tag("separate"),
      alt(
        figure,
        seq([alt(tag("it"), productName)], () => "it" as const),
      ),
      tag("fromWord"),
      figure,
    ],
    (far, _, left, __, right): Piece | null => {
      const one = left === "it" ? "last_close" : nameOf(left);
      const two = nameOf(right);
      if (one === null || two === null || !comparable([one], [two])) return null;
      return piece((told) => ({
        claims: [
          ...(left === "it" ? none : valuesOf(left)),
          ...valuesOf(right),
          { is: "gap", left: one, right: two, quantity: far, size: "none" },
        ],
        told: remember(told, null, right),
      }));
    },
  ),
  // "the gap between high and low is 4", "the difference is small"
  seq(
    [
      maybeDegree(),
      tag("difference"),
      alt(tag("between"), tag("of")),
      figureList,
      opt(tag("be"), null),
      opt(tag("at"), null),
      opt(distance, null),
      maybeDegree(),
    ],
    (size, _, __, found, ___, ____, far, size2): Piece | null => {
      const [one, two, three] = namesOf(found);
      if (one === undefined || two === undefined || three !== undefined || !comparable([one], [two])) return null;
      if (far === null && size === null && size2 === null) return null;
      return piece((told) => ({
        claims: [
          ...valuesOf(found),
          { is: "gap", left: one, right: two, quantity: far, size: size ?? size2 ?? "none" },
        ],
        told: remember(told, found, found),
      }));
    },
  ),
  seq(
    [maybeDegree(), tag("difference"), opt(tag("be"), null), opt(tag("of"), null), opt(distance, null), maybeDegree()],
    (size, _, __, ___, far, size2): Piece | null => {
      if (far === null && size === null && size2 === null) return null;
      return piece(({ they, ...told }) => {
        const [one, two, three] = they === null ? [] : namesOf(they);
        if (one === undefined || two === undefined || three !== undefined) return null;
        return {
          claims: [{ is: "gap", left: one, right: two, quantity: far, size: size ?? size2 ?? "none" }],
          told: { ...told, they },
        };
      });
    },
  ),
  seq([alt(tag("it"), tag("this")), tag("be"), tag("degree"), tag("difference")], (_, __, size): Piece =>
    piece((told) => {
      const [one, two, three] = told.they === null ? [] : namesOf(told.they);
      return one === undefined || two === undefined || three !== undefined
        ? null
        : { claims: [{ is: "gap", left: one, right: two, quantity: null, size }], told };
    }),
  ),
  // "rises of A nearly offset falls of B", given as figures; "at A against B"
  seq(
    [
      opt(alt(tag("at"), tag("comma"), tag("dash"), tag("colon"), tag("with")), null),
      alt(
        pair,
        seq([quantity, tag("against"), quantity], (one, _, two): readonly [Quantity, Quantity] => [one, two]),
      ),
    ],
    (_, [one, two]): Piece =>
      piece((told) => {
        const subject = told.subject?.is === "figures" && told.subject.refs.length === 2 ? told.subject : told.they;
        if (
          subject !== null &&
          subject.refs.length === 2 &&
          subject.refs.every(({ quantity: value }) => value === null)
        ) {
          const [a, b] = subject.refs;
          if (a === undefined || b === undefined) return null;
          return {
            claims: [
              { is: "value", figures: a.names, quantity: one, way: null },
              { is: "value", figures: b.names, quantity: two, way: null },
            ],
            told,
          };
        }
        const left = told.subject === null ? null : nameOf(told.subject);
        const other = otherSum(left);
        if (left === null || other === null) return null;
        return {
          claims: [
            { is: "value", figures: [left], quantity: one, way: null },
            { is: "value", figures: [other], quantity: two, way: null },
          ],
          told,
        };
      }, 1.05),
  ),
  // "288 of 288 candles"
  seq([quantity, tag("of"), quantity, tag("candles")], (count, _, expected): Piece =>
    piece((told) => ({ claims: [{ is: "coverage", count, expected }], told: { ...told, subject: { is: "data" } } })),
  ),
  seq(
    [
      maybeSpan,
      alt(tag("this"), tag("moodNoun"), tag("figure")),
      alt(tag("be"), tag("runs")),
      opt(tag("on"), null),
      quantity,
      tag("of"),
      quantity,
      tag("candles"),
    ],
    (_, __, ___, ____, count, _____, expected): Piece =>
      piece((told) => ({ claims: [{ is: "coverage", count, expected }], told: { ...told, subject: { is: "data" } } })),
  ),
  // "a loss of 1.23 %", ", a rise of 2 %"
  seq([quantities, tagIf("moveAdjective", () => true)], (): Piece | null => null),
);
