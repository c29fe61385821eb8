import type { Statement, Quantity, Scope } from "../statement.ts";
import { figureOf } from "../../../features/index.ts";
import { alt, map, notBefore, opt, type Parser, rule, seq, tag, tagIf, type Way } from "../parser.ts";
import { figure, figureList } from "./figures.ts";
import { moodPhrase, moodSubject } from "./moods.ts";
import { movedBy, moveNoun, moveVerb, noMove, volumeNoun } from "./moves.ts";
import { predicate } from "./predicates.ts";
import { distance, pair, quantities, quantity } from "./quantities.ts";
import { candle, maybeSpan, span, spanOfItsOwn } from "./spans.ts";
import {
  comparable,
  event,
  type Figures,
  nameOf,
  namesOf,
  otherSum,
  type Predicate,
  product,
  type Subject,
  valuesOf,
} from "./subjects.ts";

/** What a sentence has told so far. */
export interface Told {
  readonly subject: Subject | null;
  readonly scope: Scope;
  /** The figures that were named last. */
  readonly last: Figures | null;
  /** The two or more figures that were named last. */
  readonly they: Figures | null;
  /** The last candle was spoken of. */
  readonly candle: boolean;
  /** A span was told, and nothing said of it yet. */
  readonly pending: boolean;
}

export interface Step {
  readonly claims: readonly Statement[];
  readonly told: Told;
}

/** A piece of a sentence: what it adds to what was told; null where it can't follow on that. */
export interface Piece {
  readonly cost: number;
  readonly after: (told: Told) => Step | null;
}

const piece = (after: Piece["after"], cost = 1): Piece => ({ cost, after });
const none: readonly Statement[] = [];

function remember(told: Told, subject: Subject | null, last: Figures | null): Told {
  const own = subject?.is === "figures" ? subject : null;
  const they =
    last !== null && last.refs.length > 1
      ? last
      : own !== null && own.refs.length > 1
        ? own
        : (bothOf(own, last) ?? joinedOf(told, own));
  return { ...told, subject: subject ?? told.subject, last: last ?? own ?? told.last, they };
}

/** A figure and the one that it was compared with. */
function bothOf(own: Figures | null, last: Figures | null): Figures | null {
  if (
    own === null ||
    last === null ||
    own.refs.length !== 1 ||
    last.refs.length !== 1 ||
    !comparable(namesOf(own), namesOf(last))
  )
    return null;
  return { is: "figures", refs: [...own.refs, ...last.refs], group: null, more: [] };
}

/** Two figures that were told one after the other: "the high is A and the low is B, they ...". */
function joinedOf(told: Told, own: Figures | null): Figures | null {
  const before = told.subject?.is === "figures" ? told.subject : null;
  if (own === null || before === null || own.refs.length !== 1 || before.refs.length !== 1) return told.they;
  if (nameOf(own) === nameOf(before) || !comparable(namesOf(own), namesOf(before))) return told.they;
  return { is: "figures", refs: [...before.refs, ...own.refs], group: null, more: [] };
}

/** Says something of a subject. */
function clause(subject: Subject, claims: readonly Statement[], said: Predicate, scope: Scope | null, cost = 1): Piece {
  return piece((told) => {
    const around = scope ?? told.scope;
    if (!fitsSpan(subject, around)) return null;
    const found = said.of({ subject, scope: around, they: told.they }, false);
    return found === null ? null : { claims: [...claims, ...found], told: remember(told, subject, said.last) };
  }, cost);
}

/** A candle's change is none of a day, and a day's none of a candle. */
function fitsSpan(subject: Subject, scope: Scope): boolean {
  if (subject.is !== "figures" || scope === "any") return true;
  return subject.refs.every(({ names: [name], quantity: value }) => {
    if (value === null && name !== "price_change" && name !== "change_24h") return true;
    if (name === "price_change" || name === "volume_change") return scope !== "day";
    return name === "change_24h"
      ? scope === "day"
      : scope !== "week" || name === undefined || "hours" in Object(figureOf(name).span);
  });
}

/** Says something of what was spoken of before. */
function ofBefore(said: Predicate, pick: (told: Told) => Subject | null, cost: number): Piece {
  return piece((told) => {
    const subject = pick(told);
    if (subject === null) return null;
    const found = said.of({ subject, scope: told.scope, they: told.they }, false);
    return found === null
      ? null
      : { claims: found, told: remember(told, subject.is === "event" ? told.subject : subject, said.last) };
  }, cost);
}

const productName: Parser<Subject> = rule(
  map(
    alt(
      tag("product"),
      seq([tag("product"), tag("productNoun")], () => true as const),
      tag("productNoun"),
      seq([tag("productNoun"), tag("product")], () => true as const),
    ),
    () => product,
  ),
);

const spanPiece = map(spanOfItsOwn, (scope) =>
  piece((told) => ({ claims: none, told: { ...told, scope, pending: true } }), 1),
);

const figuresPiece = alt(
  seq([figureList, maybeSpan, predicate], (found, scope, said) => clause(found, valuesOf(found), said, scope)),
  seq([figureList, maybeSpan, tag("comma"), predicate], (found, scope, _, said) =>
    clause(found, valuesOf(found), said, scope, 1.7),
  ),
  map(figureList, (found): Piece | null => {
    const claims = valuesOf(found);
    return claims.length < found.refs.length
      ? null
      : piece((told) =>
          fitsSpan(found, told.scope) ? { claims, told: remember(told, told.subject ?? found, found) } : null,
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
    [tag("at"), quantity, opt(tag("comma"), null), figure, maybeSpan, predicate],
    (_, value, __, found, scope, said): Piece | null => {
      const [ref] = found.refs;
      if (ref === undefined || ref.quantity !== null || found.refs.length !== 1) return null;
      return clause(found, [{ is: "value", figures: ref.names, quantity: value, way: null }], said, scope);
    },
  ),
);

const closeAt = (value: Quantity): Statement => ({ is: "value", figures: ["last_close"], quantity: value, way: null });

const productPiece = alt(
  seq([productName, maybeSpan, opt(tag("comma"), null), predicate], (_, scope, __, said) =>
    clause(product, none, said, scope),
  ),
  seq(
    [productName, opt(tag("comma"), null), tag("at"), quantity, opt(tag("comma"), null), predicate],
    (_, __, ___, value, ____, said) => clause(product, [closeAt(value)], said, null),
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
const shortPiece = alt(
  seq(
    [tag("product"), notBefore(quantity, "side", "moveAdjective", "away", "closer", "comparative")],
    (_, value): Piece | null =>
      value.unit === "percent" || value.sign !== 0
        ? null
        : piece((told) => ({ claims: [closeAt(value)], told: remember(told, product, null) })),
  ),
  seq([quantities, span], (found, scope): Piece | null =>
    found.every(({ sign }) => sign !== 0) && (scope === "day" || scope === "candle")
      ? piece((told) => ({
          claims: [{ is: "moved", of: "price", way: "any", quantities: found, scope, size: "none", denied: false }],
          told,
        }))
      : null,
  ),
);

const candlePiece = alt(
  seq([candle, opt(tag("that"), null), predicate], (_, __, said) => clause({ is: "candle" }, none, said, "candle")),
  seq([candle, tag("leave"), figure, predicate], (_, __, found, said) =>
    clause(found, valuesOf(found), said, "candle"),
  ),
  seq([candle, tag("with"), volumeNoun], (_, __, noun): Piece =>
    piece((told) => ({ claims: [movedBy(noun, "candle")], told })),
  ),
);

const movePiece = alt(
  map(alt(moveNoun, noMove, volumeNoun), (noun): Piece =>
    piece((told) => ({ claims: [movedBy(noun, told.scope)], told })),
  ),
  // "The day's net loss is small, at 0.40"
  seq(
    [
      moveNoun,
      tag("be"),
      tag("degree"),
      opt(
        seq([opt(tag("comma"), null), tag("at"), quantities], (_, __, found) => found),
        null,
      ),
    ],
    (noun, _, size, found): Piece =>
      piece((told) => ({
        claims: [movedBy({ ...noun, size, quantities: found ?? noun.quantities }, told.scope)],
        told,
      })),
  ),
  seq([moveNoun, predicate], (noun, said): Piece =>
    piece((told) => {
      const moved = movedBy(noun, told.scope);
      if (moved.is !== "moved") return null;
      // "The 24-hour gain is 6.92 %": the number belongs to the gain.
      const subject: Subject = {
        is: "figures",
        refs: [
          {
            names:
              noun.of === "volume"
                ? ["volume_change"]
                : moved.scope === "day"
                  ? ["change_24h", "change_24h_pct"]
                  : ["price_change"],
            quantity: null,
          },
        ],
        group: null,
        more: [],
      };
      const found =
        moved.of === "price" && moved.scope !== "day" && moved.scope !== "candle"
          ? null
          : said.of({ subject, scope: moved.scope, they: told.they }, false);
      if (found === null) return null;
      return {
        claims: [
          moved,
          ...found.map((claim): Statement =>
            claim.is === "value"
              ? { ...claim, way: noun.way === "up" || noun.way === "down" ? noun.way : null }
              : claim,
          ),
        ],
        told,
      };
    }),
  ),
  seq([alt(moveNoun, volumeNoun), predicate], (noun, said): Piece =>
    piece((told) => {
      const moved = movedBy(noun, told.scope);
      const found = said.of({ subject: event, scope: told.scope, they: told.they }, false);
      return found === null ? null : { claims: [moved, ...found], told };
    }, 1.1),
  ),
);

const moodPiece = alt(
  map(moodPhrase, (phrase): Piece | null => {
    const { mood } = phrase;
    return mood === null
      ? null
      : piece((told) => ({
          claims: [{ is: "mood", mood, scope: phrase.scope ?? told.scope, denied: false, size: phrase.size, of: null }],
          told,
        }));
  }),
  seq([alt(moodSubject, moodPhrase), predicate], (phrase, said): Piece =>
    piece((told) => {
      const scope = phrase.scope ?? told.scope;
      const subject: Subject = { is: "mood", mood: phrase.mood, scope };
      const found = said.of({ subject, scope, they: told.they }, false);
      if (found === null) return null;
      const own: readonly Statement[] =
        phrase.mood === null
          ? none
          : [{ is: "mood", mood: phrase.mood, scope, denied: false, size: phrase.size, of: null }];
      return { claims: [...own, ...found], told: { ...told, subject: phrase.mood === null ? subject : told.subject } };
    }),
  ),
);

/** "Bullish sentiment dominates BTC-USD", "a neutral RSI of 49.85", "an oversold 17.11". */
const moodAndPiece = alt(
  seq(
    [moodPhrase, tagIf("compareVerb", (side) => side === "above"), productName, maybeSpan],
    (phrase, _, __, scope): Piece | null => {
      const { mood } = phrase;
      return mood === null
        ? null
        : piece((told) => ({
            claims: [
              {
                is: "mood",
                mood,
                scope: phrase.scope ?? scope ?? told.scope,
                denied: false,
                size: phrase.size,
                of: null,
              },
            ],
            told: { ...told, subject: product },
          }));
    },
  ),
  seq([opt(tag("with"), null), moodPhrase, figure], (_, { mood, size }, found): Piece | null => {
    if (mood === null || nameOf(found) !== "rsi") return null;
    return piece((told) => ({
      claims: [...valuesOf(found), { is: "mood", mood, scope: "any", denied: false, size, of: "rsi" }],
      told: remember(told, told.subject ?? found, found),
    }));
  }),
  seq([opt(tag("with"), null), maybeDegree(), tag("zone"), figure], (_, size, zone, found): Piece | null => {
    if (nameOf(found) !== "rsi") return null;
    return piece((told) => ({
      claims: [...valuesOf(found), { is: "zone", zone, denied: false, size: size ?? "none" }],
      told: remember(told, told.subject ?? found, found),
    }));
  }),
  seq(
    [figure, opt(tag("be"), null), opt(alt(tag("at"), tag("in")), null), maybeDegree(), tag("zone"), quantity],
    (found, _, __, size, zone, value): Piece | null => {
      if (nameOf(found) !== "rsi" || valuesOf(found).length > 0) return null;
      return piece((told) => ({
        claims: [
          { is: "value", figures: ["rsi"], quantity: value, way: null },
          { is: "zone", zone, denied: false, size: size ?? "none" },
        ],
        told: remember(told, found, found),
      }));
    },
  ),
  // "Oversold at 16.57 on RSI", "Overbought at 73.24, RSI ..."
  seq(
    [
      maybeDegree(),
      tag("zone"),
      alt(tag("at"), tag("with")),
      quantity,
      opt(tag("comma"), null),
      opt(tag("in"), null),
      figure,
    ],
    (size, zone, _, value, __, ___, found): Piece | null => {
      if (nameOf(found) !== "rsi" || valuesOf(found).length > 0) return null;
      return piece((told) => ({
        claims: [
          { is: "value", figures: ["rsi"], quantity: value, way: null },
          { is: "zone", zone, denied: false, size: size ?? "none" },
        ],
        told: remember(told, found, found),
      }));
    },
  ),
  // "with no overbought or oversold signals"
  seq(
    [
      opt(alt(tag("with"), tag("show")), null),
      tag("no"),
      tag("zone"),
      opt(
        seq([alt(tag("or"), tag("nor")), tag("zone")], (_, zone) => zone),
        null,
      ),
      opt(tag("moodNoun"), null),
    ],
    (_, __, one, two): Piece =>
      piece((told) => ({
        claims: [one, two].flatMap((zone): Statement[] =>
          zone === null ? [] : [{ is: "zone", zone, denied: true, size: "none" }],
        ),
        told,
      })),
  ),
  seq([tag("neitherSide"), tag("have"), maybeDegree(), tag("lead"), maybeSpan], (_, __, ___, ____, scope): Piece =>
    piece((told) => ({
      claims: [{ is: "mood", mood: "neutral", scope: scope ?? told.scope, denied: false, size: "none", of: null }],
      told,
    })),
  ),
  // "because overbought is from 70"
  seq(
    [
      tag("zone"),
      opt(tag("moodNoun"), null),
      alt(tag("be"), tag("runs")),
      opt(alt(tag("fromWord"), tag("side"), tag("at")), null),
      quantity,
    ],
    (zone, _, __, ___, { size }): Piece | null =>
      size === (zone === "overbought" ? 70 : 30) ? piece((told) => ({ claims: none, told })) : null,
  ),
);

/** "more selling than buying", "the small lead of selling over buying momentum", "stronger buying momentum". */
const sumsPiece = alt(
  seq(
    [opt(tag("with"), null), maybeDegree(), tag("comparative"), figure, tag("than"), figure],
    (_, size, side, one, __, two): Piece | null => sums(one, side, two, size),
  ),
  seq(
    [
      opt(tag("with"), null),
      maybeDegree(),
      alt(tag("lead"), tag("difference")),
      tag("of"),
      figure,
      alt(
        tagIf("side", (side) => side === "above"),
        tag("against"),
      ),
      figure,
    ],
    (_, size, __, ___, one, ____, two): Piece | null => sums(one, "above", two, size),
  ),
  seq(
    [
      maybeDegree(),
      alt(tag("lead"), tag("difference")),
      tag("of"),
      figure,
      alt(
        tagIf("side", (side) => side === "above"),
        tag("against"),
      ),
      figure,
      predicate,
    ],
    (size, _, __, one, ___, two, said): Piece | null => {
      const first = sums(one, "above", two, size);
      return first === null
        ? null
        : piece((told) => {
            const step = first.after(told);
            const found = said.of({ subject: event, scope: told.scope, they: told.they }, false);
            return step === null || found === null ? null : { claims: [...step.claims, ...found], told: step.told };
          });
    },
  ),
  seq([opt(tag("with"), null), maybeDegree(), tag("comparative"), figure], (_, size, side, one): Piece | null => {
    const other = otherSum(nameOf(one));
    return other === null
      ? null
      : sums(one, side, { is: "figures", refs: [{ names: [other], quantity: null }], group: null, more: [] }, size);
  }),
  seq([tag("notByMuch")], (): Piece =>
    piece((told) => {
      const [left] = told.subject === null ? [] : namesOf(told.subject);
      const other = otherSum(left ?? null);
      return left === undefined || other === null
        ? null
        : { claims: [{ is: "gap", left, right: other, quantity: null, size: "small" }], told };
    }),
  ),
);

function sums(one: Figures, side: "above" | "below", two: Figures, size: "small" | "large" | null): Piece | null {
  const [left, right] = [nameOf(one), nameOf(two)];
  if (left === null || right === null || otherSum(left) !== right) return null;
  return piece((told) => ({
    claims: [
      ...valuesOf(one),
      ...valuesOf(two),
      { is: "compare", left, side, right, size: size ?? "none", distance: null, denied: false },
    ],
    told: {
      ...remember(told, null, null),
      they: { is: "figures", refs: [...one.refs, ...two.refs], group: null, more: [] },
    },
  }));
}

const isSingle = (told: Told): Subject | null => told.subject ?? product;
const beforePiece = alt(
  map(predicate, (said) => ofBefore(said, (told) => told.subject ?? product, 1)),
  map(predicate, (said) =>
    ofBefore(said, (told) => (told.subject?.is === "figures" || told.subject?.is === "mood" ? product : null), 1.6),
  ),
  seq([tag("it"), maybeSpan, predicate], (_, scope, said) => clause(product, none, said, scope, 1.6)),
  seq([tag("it"), maybeSpan, predicate], (_, __, said) => ofBefore(said, ({ last }) => last, 2.2)),
  seq([tag("with"), moveVerb], (_, said) => ofBefore(said, (told) => told.subject ?? product, 1)),
  // ", which closed 0.28 lower": the candle
  seq([tag("that"), predicate], (_, said) =>
    ofBefore(
      said,
      ({ candle: isNamed, subject }) => (!isNamed || subject?.is === "candle" ? null : { is: "candle" }),
      1.55,
    ),
  ),
  seq([tag("it"), maybeSpan, predicate], (_, __, said) => ofBefore(said, isSingle, 1)),
  seq([tag("this"), predicate], (_, said) => ofBefore(said, isSingle, 1)),
  seq([tag("this"), predicate], (_, said) => ofBefore(said, () => event, 1.2)),
  seq([tag("this"), figure, predicate], (_, found, said): Piece | null =>
    found.refs.length > 1 ? null : clause(found, valuesOf(found), said, null),
  ),
  seq([alt(tag("that"), tag("they")), predicate], (_, said) => ofBefore(said, ({ last }) => last, 1)),
  seq([alt(tag("that"), tag("they")), predicate], (_, said) => ofBefore(said, ({ they }) => they, 1)),
);

const withPiece = alt(
  seq([tag("with"), figureList, opt(tag("that"), null), maybeSpan, predicate], (_, found, __, scope, said) =>
    clause(found, valuesOf(found), said, scope),
  ),
  seq([alt(tag("with"), tag("have"), tag("against")), figureList], (_, found): Piece | null => {
    const claims = valuesOf(found);
    return claims.length < found.refs.length
      ? null
      : piece((told) => ({ claims, told: { ...remember(told, told.subject, found) } }));
  }),
  // "against 7.85 of buying", "against 7.85"
  seq([tag("against"), quantity], (_, value): Piece =>
    piece((told) => {
      const other =
        otherSum(told.subject === null ? null : nameOf(told.subject)) ??
        otherSum(told.last === null ? null : nameOf(told.last));
      return other === null ? null : { claims: [{ is: "value", figures: [other], quantity: value, way: null }], told };
    }),
  ),
  seq([tag("with"), movePieceNoun()], (_, found) => found),
);

function movePieceNoun(): Parser<Piece> {
  return map(alt(moveNoun, noMove, volumeNoun), (noun): Piece =>
    piece((told) => ({ claims: [movedBy(noun, told.scope)], told })),
  );
}

const eventPiece = alt(
  // "leaving it 230 under the average", "which leaves the close near the low"
  seq([tag("leave"), alt(tag("it"), productName), predicate], (_, __, said) => clause(product, none, said, null)),
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
  // "rises of A nearly offset falls of B", told as figures; "at A against B"
  seq(
    [
      opt(alt(tag("at"), tag("comma"), tag("dash"), tag("colon")), null),
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

function maybeDegree(): Parser<"small" | "large" | null> {
  return opt(tag("degree"), null);
}

/** Any piece of a sentence. */
export const anyPiece: Parser<Piece> = rule(
  alt(
    spanPiece,
    figuresPiece,
    productPiece,
    candlePiece,
    shortPiece,
    movePiece,
    moodPiece,
    moodAndPiece,
    sumsPiece,
    beforePiece,
    withPiece,
    eventPiece,
  ),
);

const mark = alt(tag("comma"), tag("semicolon"), tag("colon"), tag("dash"));
const word = alt(
  tag("and"),
  tag("but"),
  tag("because"),
  tag("with"),
  seq([tag("or")], () => true as const),
);
/** What may stand between two pieces. */
export const joint = rule(
  alt(
    mark,
    word,
    seq([mark, word], () => true as const),
    seq([mark, word, word], () => true as const),
    seq([word, word], () => true as const),
    seq([mark, mark], () => true as const),
  ),
);
/** What may stand before the first one. */
export const opening = rule(
  alt(
    word,
    seq([tag("comma")], () => true as const),
    seq([word, word], () => true as const),
  ),
);
