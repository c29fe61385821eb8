import { alt, opt, seq, tag, tagIf } from "../../parser/parser.ts";
import { bothScopes, moodsOver, twoSpans } from "../movements/mood-spans.ts";
import { moodPhrase, moodSubject } from "../movements/moods.ts";
import { ofProduct } from "../movements/of-product.ts";
import { moveAdjective } from "../movements/move-adjectives.ts";
import { type Piece, piece } from "./piece.ts";
import { predicate } from "../predicates.ts";
import { product } from "../subjects.ts";

/** What is said of both spans at once. */
export const concludedPiece = alt(
  // "The short-term trend is bearish, but the 24-hour trend is bullish, indicating a mixed sentiment": both together
  seq(
    [
      opt(alt(tag("this"), tag("that")), null),
      tag("show"),
      opt(tag("degree"), null),
      tagIf("mood", (mood) => mood === "mixed"),
      opt(tag("owner"), null),
      opt(tag("moodNoun"), null),
      ofProduct,
    ],
    (): Piece =>
      piece(
        ({ mood, ...told }) =>
          mood === null
            ? null
            : {
                claims: [{ is: "mood", mood: "mixed", scope: "any", denied: false, size: "none", of: null }],
                told: { ...told, mood },
              },
        0.4,
      ),
  ),
  // "Neither span offers a bullish trend"
  seq(
    [
      opt(tag("with"), null),
      tag("neither"),
      alt(tag("moodNoun"), tag("moodNouns")),
      ofProduct,
      alt(tag("show"), tag("be"), tag("have")),
      moodPhrase,
    ],
    (_, __, ___, ____, _____, { mood, scope, size }): Piece | null =>
      mood === null || scope !== null
        ? null
        : piece((told) => ({ claims: moodsOver(mood, bothScopes, size, true), told: { ...told, subject: product } })),
  ),
  // "Short-term: mixed; 24-hour: bearish"
  seq(
    [tag("spanAdjective"), opt(tag("moodNoun"), null), tag("colon"), moodPhrase],
    (scope, _, __, phrase): Piece | null =>
      phrase.mood === null || phrase.scope !== null || scope === "candle"
        ? null
        : piece((told) => ({
            claims: moodsOver(phrase.mood ?? "mixed", [scope], phrase.size, false),
            told: { ...told, subject: product },
          })),
  ),
  // "The 24-hour trend, up 2.94 %, is bullish"
  seq(
    [moodSubject, tag("comma"), moveAdjective, tag("comma"), predicate],
    ({ scope }, _, move, __, said): Piece | null =>
      scope === null || scope === "short"
        ? null
        : piece((told) => {
            const moved = move.of({ subject: product, scope, they: told.they }, false);
            const found = said.of({ subject: { is: "mood", mood: null, scope }, scope, they: told.they }, false);
            return moved === null || found === null
              ? null
              : { claims: [...moved, ...found], told: { ...told, subject: { is: "mood", mood: null, scope } } };
          }),
  ),
  // "Both trends point the same way: bullish", "the trends agree: both are bullish"
  seq(
    [
      opt(alt(tag("either"), tag("two")), null),
      tag("moodNouns"),
      ofProduct,
      tag("same"),
      alt(tag("colon"), tag("comma"), tag("dash")),
      opt(
        seq([opt(tag("they"), null), opt(tag("be"), null), opt(tag("both"), null)], () => true as const),
        null,
      ),
      moodPhrase,
    ],
    (_, __, ___, ____, _____, ______, { mood, scope, size }): Piece | null =>
      mood === null || scope !== null
        ? null
        : piece((told) => ({ claims: moodsOver(mood, bothScopes, size, false), told: { ...told, subject: product } })),
  ),
  // "There is no bullish trend in either span"
  seq([opt(tag("with"), null), tag("no"), moodPhrase, twoSpans], (_, __, { mood, scope, size }, scopes): Piece | null =>
    mood === null || scope !== null
      ? null
      : piece((told) => ({ claims: moodsOver(mood, scopes, size, true), told: { ...told, subject: product } })),
  ),
);
