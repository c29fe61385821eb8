import { figureOf, type FigureName } from "../../../../features/index.ts";
import { alt, map, nothing, onlyBefore, opt, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Statement } from "../../statement.ts";
import { figure } from "../levels/figures.ts";
import { moveAdjective } from "../movements/move-adjectives.ts";
import { moveVerb } from "../movements/moves.ts";
import { canHave, inItsUnit } from "../levels/units-of-figures.ts";
import { isBeside, isBesideZeroToo } from "../levels/landmarks.ts";
import { moodPhrase } from "../movements/moods.ts";
import { isWithin } from "../levels/parts/within.ts";
import { isInPart } from "../levels/parts/parts.ts";
import { type Piece, type Told, clause, none, ofBefore, piece, productName } from "./piece.ts";
import { predicate } from "../predicates.ts";
import { distance, quantity } from "../levels/quantities.ts";
import { maybeSpan } from "../movements/spans.ts";
import {
  type Predicate,
  type Subject,
  comparable,
  compareAll,
  event,
  moverOf,
  nameOf,
  namesOf,
  otherSum,
  product,
  valuesOf,
} from "../subjects.ts";

/** A line around zero that follows no other. */
function isOwnLine(name: FigureName | null): boolean {
  const kind = name === null ? null : figureOf(name).kind;
  return kind?.is === "zero_line" && kind.signalOf === undefined;
}

/** Only where a side stands next: of a place no more than some dozens of ways are kept. */
const aboveOrBelow = onlyBefore(
  nothing(null),
  tagIf("side", (side) => side === "above" || side === "below"),
);

const isSingle = (told: Told): Subject | null => told.subject ?? product;

const neutral: Predicate = {
  last: null,
  of: (_, denied) => [{ is: "zone", zone: "neutral", denied, size: "none" }],
};

/** Said of the oscillator that was named last. What can be said of it is said of nothing else. */
export function ofOscillatorBefore(said: Predicate): Piece {
  const before = ofBefore(said, ({ named }) => (named !== null && nameOf(named) === "rsi" ? named : null), 0.4);
  return {
    ...before,
    after: (told) => {
      const step = before.after(told);
      return step?.claims.every(({ is }) => is === "zone" || is === "level") === true ? step : null;
    },
  };
}

/** "Below the EMA, which is 6.38", "which lies above the average": a value or a side is that of the figure beside it, where one was named. */
function notOfAnother(whole: Piece): Piece {
  return {
    ...whole,
    after: (told) => {
      const step = whole.after(told);
      const isOther = told.named !== null && told.named !== told.subject;
      // The product is its close.
      const isClose = told.named !== null && nameOf(told.named) === "last_close";
      const isSide = ({ is }: Statement): boolean => is === "value" || (is === "compare" && !isClose);
      return isOther && step?.claims.every(isSide) === true ? null : step;
    },
  };
}

/**
 * What can't be said of a figure or a mood is said of the product. Without a comma or an "and" it is the figure's: "the EMA of 1
 * is up 2 %". Behind one, a movement is the product's where that was a subject before, and a mood in any case: "buying momentum
 * of 2 outweighs selling momentum of 1, a bullish sign".
 */
function fallsToProduct(said: Predicate): Piece {
  const whole = ofBefore(
    said,
    ({ subject, isJoined }) => {
      if (!isJoined || (subject?.is !== "figures" && subject?.is !== "mood")) return null;
      // "The EMA of 29.90 is above the EMA" is said of the EMA, and not of the price.
      const names = namesOf(subject);
      return said.last !== null && namesOf(said.last).some((name) => names.includes(name)) ? null : product;
    },
    1.6,
  );
  return {
    ...whole,
    after: (told) => {
      const step = whole.after(told);
      const isFree =
        told.hasProduct || told.subject?.is === "mood" || (told.subject !== null && moverOf(told.subject) !== null);
      return isFree || step?.claims.every(({ is }) => is === "mood") === true ? step : null;
    },
  };
}

/** Of the product only where no other figure was spoken of. */
function notAfterFigure(whole: Piece): Piece {
  return {
    ...whole,
    after: (told) => (told.subject?.is === "figures" && moverOf(told.subject) === null ? null : whole.after(told)),
  };
}

export const beforePiece = alt(
  // "has an average of 13.27 and closed below it at 13.25"
  seq(
    [
      tag("closes"),
      opt(distance, null),
      tagIf("side", (side) => side === "above" || side === "below"),
      tag("it"),
      opt(
        seq([tag("at"), quantity], (_, value) => value),
        null,
      ),
    ],
    (_, far, side, __, value): Piece =>
      piece((told) => {
        const right = told.named === null ? null : nameOf(told.named);
        if (right === null || !comparable(["last_close"], [right])) return null;
        const close: Statement[] =
          value === null ? [] : [{ is: "value", figures: ["last_close"], quantity: value, way: null }];
        return { claims: [...close, ...compareAll(["last_close"], side, [right], "none", far, false)], told };
      }, 0.4),
  ),
  // "has a MACD of 2.72, above both its signal line of -0.02 and zero": of the line that was named
  seq([aboveOrBelow, alt(isBeside, isBesideZeroToo)], (_, said) =>
    ofBefore(
      said,
      ({ subject, named }) => (subject?.is === "product" && named !== null && isOwnLine(nameOf(named)) ? named : null),
      0.9,
    ),
  ),
  // "above both averages and the VWAP, which stands at 5.24": the one that was named last
  seq([tag("that"), tagIf("relation", (word) => word === "stands at"), quantity], (_, __, value): Piece =>
    piece((told) => {
      const ref = told.named?.refs.at(-1);
      const name = ref?.names[0];
      if (name === undefined || ref?.quantity !== null || !canHave([name], [value])) return null;
      return { claims: [{ is: "value", figures: [name], quantity: inItsUnit([name], value), way: null }], told };
    }, 0.4),
  ),
  // "The last candle fell 1.33 to close at 3165.93, below the EMA": where the price is now
  map(alt(isBeside, isInPart, isWithin), (said) =>
    ofBefore(said, ({ subject }) => (subject?.is === "candle" ? product : null), 1),
  ),
  seq([tag("it"), maybeSpan, predicate], (_, __, said) => ofBefore(said, isSingle, 1)),
  seq([tag("this"), predicate], (_, said) => notOfAnother(ofBefore(said, isSingle, 1))),
  map(predicate, (said) => ofBefore(said, (told) => told.subject ?? product, 1)),
  // "is backed by buying momentum of 3.10, ahead of selling momentum of 2.56"
  map(isBeside, (said) =>
    ofBefore(said, ({ named }) => (named !== null && otherSum(nameOf(named)) !== null ? named : null), 1.2),
  ),
  map(predicate, fallsToProduct),
  // After a figure "it" is that figure, unless that is the price.
  seq([tag("it"), maybeSpan, predicate], (_, scope, said) => notAfterFigure(clause(product, none, said, scope, 1.6))),
  seq([tag("it"), maybeSpan, predicate], (_, __, said) => ofBefore(said, ({ last }) => last, 2.2)),
  seq([tag("with"), moveVerb], (_, said): Piece => {
    const before = ofBefore(said, (told) => told.subject ?? product, 1);
    return {
      ...before,
      after: (told) => {
        const step = before.after(told);
        // "Volume rose alongside the drop of 0.01": what has risen has not dropped as well.
        const isTurned = step?.claims.some(
          (claim) => claim.is === "moved" && claim.of === told.move?.of && claim.way !== told.move.way,
        );
        return isTurned === true ? null : step;
      },
    };
  }),
  // ", which closed 0.28 lower": the candle
  seq([tag("that"), predicate], (_, said) =>
    ofBefore(
      said,
      ({ candle: isNamed, subject }) => (!isNamed || subject?.is === "candle" ? null : { is: "candle" }),
      1.55,
    ),
  ),
  seq([tag("this"), predicate], (_, said) => ofBefore(said, () => event, 1.2)),
  seq([tag("this"), figure, predicate], (_, found, said): Piece | null =>
    found.refs.length > 1 ? null : clause(found, valuesOf(found), said, null),
  ),
  seq([alt(tag("that"), tag("they")), predicate], (_, said) => ofBefore(said, ({ last }) => last, 1)),
  // "an RSI of 41.85, which is neutral": of what stands beside it
  seq([tag("this"), predicate], (_, said) => ofOscillatorBefore(said)),
  // "With an RSI of 64.93, SOL-EUR is in neutral territory, below the overbought level"
  seq(
    [
      opt(
        seq([opt(alt(productName, tag("it")), null), tag("be")], () => true as const),
        null,
      ),
      isBeside,
    ],
    (_, said): Piece => {
      const before = ofBefore(said, ({ last }) => (last !== null && nameOf(last) === "rsi" ? last : null), 1.2);
      return {
        ...before,
        after: (told) => {
          const step = before.after(told);
          return step?.claims.every(({ is }) => is === "level") === true ? { ...step, told } : null;
        },
      };
    },
  ),
  // "on lower volume, which fell by 5.63"
  seq([tag("this"), moveVerb], (_, said) =>
    ofBefore(said, ({ named }) => (named !== null && nameOf(named) === "volume_change" ? named : null), 0.4),
  ),
  // "on lower volume, down 44.78"
  map(moveAdjective, (said): Piece => {
    const before = ofBefore(
      said,
      ({ named }) => (named !== null && nameOf(named) === "volume_change" ? named : null),
      0.4,
    );
    return {
      ...before,
      after: (told) => {
        const step = before.after(told);
        const isOfVolume = step?.claims.every(
          (claim) =>
            claim.is === "moved" &&
            claim.scope === "candle" &&
            claim.quantities.length > 0 &&
            claim.quantities.every(({ unit }) => unit !== "percent"),
        );
        return isOfVolume === true ? step : null;
      },
    };
  }),
  map(moodPhrase, ({ mood, hasNoun }) => (mood === "neutral" && hasNoun ? ofOscillatorBefore(neutral) : null)),
  seq([alt(tag("that"), tag("they")), predicate], (_, said) => ofBefore(said, ({ they }) => they, 1)),
);
