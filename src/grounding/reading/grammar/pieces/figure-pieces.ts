import { alt, map, notBefore, opt, seq, tag } from "../../parser/parser.ts";
import type { Quantity, Scope, Statement } from "../../statement.ts";
import { isOfHours } from "../../scopes.ts";
import { figureList } from "../levels/figure-lists.ts";
import { hasFigures } from "../levels/possessions.ts";
import { figure } from "../levels/figures.ts";
import { movedBy, volumeNoun } from "../movements/move-nouns.ts";
import { type Piece, clause, fitsSpan, namesAgain, none, piece, productName, remember } from "./piece.ts";
import { predicate } from "../predicates.ts";
import { quantities, quantity } from "../levels/quantities.ts";
import { candle, maybeSpan, span, spanOfItsOwn } from "../movements/spans.ts";
import { namesOf, otherSum, product, valuesOf } from "../subjects.ts";

export const spanPiece = map(spanOfItsOwn, (scope) =>
  piece((told) => {
    // "The trend is bearish; over 24 hours, it is bullish"
    const subject = told.subject?.is === "mood" ? { ...told.subject, scope } : told.subject;
    return { claims: none, told: { ...told, subject, scope, pending: true } };
  }),
);

export const figuresPiece = alt(
  seq([figureList, maybeSpan, predicate], (found, scope, said) => clause(found, valuesOf(found), said, scope)),
  // "The RSI, standing at 29.90": a bare name before a comma is a subject of its value alone.
  seq([figureList, maybeSpan, tag("comma"), predicate], (found, scope, _, said): Piece => {
    const whole = clause(found, valuesOf(found), said, scope, 1.7);
    const after: Piece["after"] = (told) => {
      const step = whole.after(told);
      return step?.claims.some(({ is }) => is === "value") === true ? step : null;
    };
    return { ...whole, after };
  }),
  map(figureList, (found): Piece | null => {
    const claims = valuesOf(found);
    return claims.length < found.refs.length
      ? null
      : piece((told) =>
          fitsSpan(found, told.scope) && !namesAgain(found, told)
            ? { claims, told: remember(told, told.subject ?? found, found) }
            : null,
        );
  }),
  // "Selling momentum of 0.1355, summed over 24 hours, is ..."
  seq(
    [figureList, tag("comma"), tag("sumUp"), maybeSpan, tag("comma"), predicate],
    (found, _, __, scope, ___, said): Piece | null =>
      scope === "day" && namesOf(found).every((name) => otherSum(name) !== null)
        ? clause(found, valuesOf(found), said, scope)
        : null,
  ),
  // "At 56,355.91, the price is ..."
  seq(
    [opt(tag("be"), null), tag("at"), quantity, opt(tag("comma"), null), figure, maybeSpan, predicate],
    (_, __, value, ___, found, scope, said): Piece | null => {
      const [ref] = found.refs;
      if (ref === undefined || ref.quantity !== null || found.refs.length !== 1) return null;
      return clause(found, [{ is: "value", figures: ref.names, quantity: value, way: null }], said, scope);
    },
  ),
);

const closeAt = (value: Quantity): Statement => ({ is: "value", figures: ["last_close"], quantity: value, way: null });

export const productPiece = alt(
  seq([productName, maybeSpan, opt(tag("comma"), null), predicate], (_, scope, __, said) =>
    clause(product, none, said, scope),
  ),
  seq(
    [productName, opt(tag("comma"), null), tag("at"), quantity, opt(tag("comma"), null), predicate],
    (_, __, ___, value, ____, said) => clause(product, [closeAt(value)], said, null),
  ),
  // "ETH-USD momentum features a MACD of 2.72": figures that the product has
  seq([tag("product"), tag("moodNoun"), hasFigures], (_, __, said) => clause(product, none, said, null)),
  // "SOL-EUR, which last closed at 149.40, is ..."
  seq(
    [
      productName,
      tag("comma"),
      alt(tag("this"), tag("that")),
      tag("closes"),
      tag("at"),
      quantity,
      tag("comma"),
      predicate,
    ],
    (_, __, ___, ____, _____, value, ______, said) => clause(product, [closeAt(value)], said, null),
  ),
  seq(
    [productName, tag("open"), opt(tag("at"), null), quantity, tag("close"), predicate],
    (_, __, ___, value, ____, said) => clause(product, [closeAt(value)], said, null),
  ),
  seq(
    [opt(tag("be"), null), tag("at"), quantity, opt(tag("comma"), null), alt(productName, tag("it")), predicate],
    (_, __, value, ___, ____, said) => clause(product, [closeAt(value)], said, null),
  ),
);

/** "ETH-USD 2848.42, down 8.70 %", "+2.51 % in 24 h". */
export const shortPiece = alt(
  seq(
    [tag("product"), notBefore(quantity, "side", "moveAdjective", "away", "closer", "comparative")],
    (_, value): Piece | null =>
      value.unit === "percent" || value.sign !== 0
        ? null
        : piece((told) => ({ claims: [closeAt(value)], told: remember(told, product, null) })),
  ),
  // "PID: +1.25 % over 24 hours versus -4.12 % over 7 days, ..."
  seq([tag("product"), opt(tag("colon"), null), quantities, span], (_, __, found, scope) => signedMove(found, scope)),
  seq([tag("against"), quantities, span], (_, found, scope) => signedMove(found, scope)),
  // "PID: the MACD of 0.06 is ...": what follows is the product's
  seq([tag("product"), tag("colon")], (): Piece =>
    piece((told) =>
      told.subject === null && !told.hasProduct && told.named === null
        ? { claims: none, told: { ...told, hasProduct: true } }
        : null,
    ),
  ),
  seq([quantities, span], signedMove),
  seq([tag("open"), quantities, span, tag("close")], (_, found, scope) => signedMove(found, scope)),
  // "is bearish over 24 hours (-0.35 %)"
  seq([tag("open"), quantities, tag("close")], (_, found): Piece =>
    piece((told) => (told.mood?.scope === "day" ? (signedMove(found, "day")?.after(told) ?? null) : null)),
  ),
);

function signedMove(quantitiesTold: readonly Quantity[], scope: Scope): Piece | null {
  return quantitiesTold.every(({ sign }) => sign !== 0) && (isOfHours(scope) || scope === "candle")
    ? piece((told) => ({
        claims: [
          { is: "moved", of: "price", way: "any", quantities: quantitiesTold, scope, size: "none", denied: false },
        ],
        told,
      }))
    : null;
}

export const candlePiece = alt(
  seq([candle, opt(tag("that"), null), predicate], (_, __, said) => clause({ is: "candle" }, none, said, "candle")),
  seq([candle, tag("leave"), figure, predicate], (_, __, found, said) =>
    clause(found, valuesOf(found), said, "candle"),
  ),
  seq([candle, tag("with"), volumeNoun], (_, __, noun): Piece =>
    piece((told) => ({ claims: [movedBy(noun, "candle")], told })),
  ),
);
