import { alt, map, opt, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Statement, Zone } from "../../statement.ts";
import { figure } from "../levels/figures.ts";
import { moodsOver, twoSpans } from "../movements/mood-spans.ts";
import { moodPhrase, moodSubject } from "../movements/moods.ts";
import { type Piece, clause, maybeDegree, none, piece, productName, remember } from "./piece.ts";
import { noExtreme, notExtreme } from "../zones.ts";
import { predicate } from "../predicates.ts";
import { quantity } from "../levels/quantities.ts";
import { maybeSpan } from "../movements/spans.ts";
import { type Subject, nameOf, product, valuesOf } from "../subjects.ts";

export const moodPiece = alt(
  map(moodPhrase, (phrase): Piece | null => {
    const { mood } = phrase;
    return mood === null
      ? null
      : piece((told) =>
          // "The RSI is below 50 and neutral": said of the RSI, and of no market.
          mood === "neutral" && !phrase.hasNoun && told.subject !== null && nameOf(told.subject) === "rsi"
            ? null
            : {
                claims: [
                  { is: "mood", mood, scope: phrase.scope ?? told.scope, denied: false, size: phrase.size, of: null },
                ],
                told,
              },
        );
  }),
  // "despite the bearish trend": the market's, whatever was spoken of
  seq([opt(tag("that"), null), tag("agree"), moodPhrase], (_, __, { mood, scope, size, hasNoun }): Piece | null =>
    mood === null || !hasNoun
      ? null
      : piece(
          // "The bullish day is matched by a bearish short term": that is no match.
          (told) =>
            told.mood !== null && told.mood.mood !== mood
              ? null
              : {
                  claims: [{ is: "mood", mood, scope: scope ?? told.scope, denied: false, size, of: null }],
                  told,
                },
          0.4,
        ),
  ),
  seq([tag("with"), moodPhrase], (_, { mood, scope, size, hasNoun }): Piece | null =>
    mood === null || !hasNoun
      ? null
      : piece(
          (told) => ({
            claims: [{ is: "mood", mood, scope: scope ?? told.scope, denied: false, size, of: null }],
            told,
          }),
          0.4,
        ),
  ),
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
      // "In the short term it is mixed, while the 24-hour trend is bullish, with a gain of 2 %": the gain is the day's.
      const turns = phrase.scope !== null && told.scope !== "any" && told.scope !== phrase.scope;
      const around = {
        ...told,
        scope: turns ? scope : told.scope,
        subject: phrase.mood === null ? subject : told.subject,
      };
      return { claims: [...own, ...found], told: said.last === null ? around : remember(around, null, said.last) };
    }),
  ),
);

const zoneWord = alt(
  tag("zone"),
  map(
    tagIf("mood", (mood) => mood === "neutral"),
    (): Zone => "neutral",
  ),
);

/** "Bullish sentiment dominates BTC-USD", "a neutral RSI of 49.85", "an oversold 17.11". */
export const moodAndPiece = alt(
  seq(
    [
      moodPhrase,
      alt(
        tagIf("compareVerb", (side) => side === "above"),
        tag("lead"),
      ),
      opt(
        seq([opt(tag("around"), null), productName], () => true as const),
        null,
      ),
      alt(maybeSpan, twoSpans),
    ],
    (phrase, _, __, scopes): Piece | null => {
      const { mood } = phrase;
      if (mood === null || !phrase.hasNoun) return null;
      if (scopes !== null && typeof scopes !== "string")
        return phrase.scope === null
          ? piece((told) => ({
              claims: moodsOver(mood, scopes, phrase.size, false),
              told: { ...told, subject: product },
            }))
          : null;
      return piece((told) => ({
        claims: [
          {
            is: "mood",
            mood,
            scope: phrase.scope ?? scopes ?? told.scope,
            denied: false,
            size: phrase.size,
            of: null,
          },
        ],
        told: { ...told, subject: product },
      }));
    },
  ),
  // "The bearish tone holds across both spans"
  seq([moodPhrase, opt(tag("be"), null), twoSpans], ({ mood, scope, size, hasNoun }, _, scopes): Piece | null =>
    mood === null || scope !== null || !hasNoun
      ? null
      : piece((told) => ({ claims: moodsOver(mood, scopes, size, false), told: { ...told, subject: product } })),
  ),
  seq([opt(tag("with"), null), moodPhrase, figure], (_, { mood, size }, found): Piece | null => {
    if (mood === null || nameOf(found) !== "rsi") return null;
    // "A neutral RSI" is one in its neutral zone.
    const claim: Statement =
      mood === "neutral"
        ? { is: "zone", zone: "neutral", denied: false, size: "none" }
        : { is: "mood", mood, scope: "any", denied: false, size, of: "rsi" };
    return piece((told) => ({
      claims: [...valuesOf(found), claim],
      told: remember(told, told.subject ?? found, found),
    }));
  }),
  // "The neutral RSI of 53.22 shows that ..."
  seq([zoneWord, figure, predicate], (zone, found, said): Piece | null =>
    nameOf(found) === "rsi" && valuesOf(found).length > 0
      ? clause(found, [...valuesOf(found), { is: "zone", zone, denied: false, size: "none" }], said, null)
      : null,
  ),
  seq([opt(tag("with"), null), maybeDegree(), tag("zone"), figure], (_, size, zone, found): Piece | null => {
    if (nameOf(found) !== "rsi") return null;
    return piece((told) => ({
      claims: [...valuesOf(found), { is: "zone", zone, denied: false, size: size ?? "none" }],
      told: remember(told, told.subject ?? found, found),
    }));
  }),
  seq(
    [
      opt(tag("with"), null),
      figure,
      opt(tag("be"), null),
      opt(alt(tag("at"), tag("in")), null),
      maybeDegree(),
      zoneWord,
      quantity,
    ],
    (_, found, __, ___, size, zone, value): Piece | null => {
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
  // "with neither buyers nor sellers at an extreme"
  seq([opt(tag("with"), null), noExtreme], (): Piece => piece((told) => ({ claims: [notExtreme], told }))),
  // "with no overbought or oversold signals"
  seq(
    [
      opt(alt(tag("with"), tag("show")), null),
      tag("no"),
      opt(tag("show"), null),
      tag("zone"),
      opt(
        seq([alt(tag("or"), tag("nor")), tag("zone")], (_, zone) => zone),
        null,
      ),
      opt(alt(tag("moodNoun"), tag("moodSign")), null),
    ],
    (_, __, ___, one, two): Piece =>
      piece((told) => ({
        claims: [one, two].flatMap((zone): Statement[] =>
          zone === null ? [] : [{ is: "zone", zone, denied: true, size: "none" }],
        ),
        told,
      })),
  ),
  seq(
    [opt(tag("show"), null), tag("neitherSide"), opt(tag("have"), null), maybeDegree(), tag("lead"), maybeSpan],
    (_, __, ___, ____, _____, scope): Piece =>
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
