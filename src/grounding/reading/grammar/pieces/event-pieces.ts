import { figureOf } from "../../../../features/index.ts";
import { alt, notBefore, opt, type Parser, seq, tag, tagIf } from "../../parser/parser.ts";
import { figureList } from "../levels/figure-lists.ts";
import { figure } from "../levels/figures.ts";
import { type Piece, clause, maybeDegree, none, piece, productName, remember } from "./piece.ts";
import { ofOscillatorBefore } from "./carried-pieces.ts";
import { moodPhrase, moodSubject } from "../movements/moods.ts";
import { predicate } from "../predicates.ts";
import { distance, quantities, quantity } from "../levels/quantities.ts";
import { maybeSpan } from "../movements/spans.ts";
import type { Scope } from "../../statement.ts";
import { comparable, nameOf, namesOf, product, valuesOf } from "../subjects.ts";

/** "lending a bullish tone to the day" */
const spanLent: Parser<Scope> = alt(
  seq([tag("day")], (): Scope => "day"),
  tagIf("spanAdjective", (scope) => scope === "short"),
  seq([moodSubject], ({ scope }) => scope),
);

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
  // "bringing the close to 0.1404"
  seq([tag("leave"), figure, tag("to"), quantity], (_, found, __, value): Piece | null =>
    nameOf(found) !== "last_close" || valuesOf(found).length > 0
      ? null
      : piece((told) => ({
          claims: [{ is: "value", figures: ["last_close"], quantity: value, way: null }],
          told,
        })),
  ),
  // "leaving the short-term trend mixed", "which keeps the 24-hour trend bearish"
  seq(
    [
      opt(alt(tag("this"), tag("that")), null),
      alt(tag("leave"), tag("show")),
      moodSubject,
      opt(alt(tag("as"), tag("at"), tag("in")), null),
      moodPhrase,
    ],
    (_, __, subject, ___, { mood, scope, size }): Piece | null => {
      if (mood === null || (scope !== null && subject.scope !== null && scope !== subject.scope)) return null;
      return piece((told) => ({
        claims: [
          {
            is: "mood",
            mood,
            scope: subject.scope ?? scope ?? told.scope,
            denied: false,
            size,
            of: null,
            ...(subject.scope !== null && { ofTrend: true }),
          },
        ],
        told,
      }));
    },
  ),
  // "leaving a bearish 24-hour trend", "the readings leave a mixed picture"
  seq(
    [
      opt(alt(tag("this"), tag("that"), tag("moodNoun"), tag("moodNouns")), null),
      tag("leave"),
      moodPhrase,
      opt(
        seq([tag("to"), spanLent], (_, span) => span),
        null,
      ),
    ],
    (_, __, { mood, scope, size, hasNoun }, lent): Piece | null =>
      mood === null || !hasNoun || (lent !== null && scope !== null && lent !== scope)
        ? null
        : piece((told) => ({
            claims: [{ is: "mood", mood, scope: scope ?? lent ?? told.scope, denied: false, size, of: null }],
            told,
          })),
  ),
  // "trading at 79462.87 at the last close"
  seq(
    [
      tag("at"),
      notBefore(
        tagIf("figure", ({ names, pair }) => pair === null && names[0] === "last_close"),
        "number",
        "of",
        "at",
        "open",
        "and",
        "unit",
      ),
    ],
    (): Piece => piece((told) => (told.subject === null ? null : { claims: none, told }), 1.2),
  ),
  // "At the last close, the RSI was 53.35"
  seq([tag("at"), tagIf("figure", ({ names, pair }) => pair === null && names[0] === "last_close"), tag("comma")], () =>
    piece((told) => (told.subject === null && told.named === null ? { claims: none, told } : null), 0.4),
  ),
  // "an RSI of 53.80 over 14 candles"
  seq([tag("on"), tag("number"), tag("candles")], (_, { size }): Piece =>
    piece((told) => {
      const names = [told.named, told.subject?.is === "figures" ? told.subject : null, told.last].flatMap((found) =>
        found === null ? [] : namesOf(found),
      );
      const isOwn = names.some((name) => {
        const { span } = figureOf(name);
        return typeof span !== "string" && "candles" in span && span.candles === size;
      });
      return isOwn ? { claims: none, told } : null;
    }, 1.2),
  ),
  // "near the upper band, 0.06 away": from what it was held against
  seq([distance, tag("away")], (far): Piece =>
    piece((told) => {
      const right = told.named === null ? null : nameOf(told.named);
      const left = told.subject === null ? null : nameOf(told.subject);
      return left === null || right === null || left === right || !comparable([left], [right])
        ? null
        : { claims: [{ is: "gap", left, right, quantity: far, size: "none" }], told };
    }),
  ),
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
      maybeDegree(),
      opt(tag("at"), null),
      opt(distance, null),
      maybeDegree(),
    ],
    (size, _, __, found, ___, size1, ____, far, size2): Piece | null => {
      if (size1 !== null && size2 !== null) return null;
      const [one, two, three] = namesOf(found);
      if (one === undefined || two === undefined || three !== undefined || !comparable([one], [two])) return null;
      const told1 = size ?? size1 ?? size2;
      if (far === null && told1 === null) return null;
      return piece((told) => ({
        claims: [...valuesOf(found), { is: "gap", left: one, right: two, quantity: far, size: told1 ?? "none" }],
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
