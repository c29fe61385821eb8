import { alt, opt, seq, tag, tagIf } from "../parser.ts";
import { bothScopes, moodsOver } from "./mood-spans.ts";
import { moodPhrase, ofProduct } from "./moods.ts";
import { type Piece, piece } from "./piece.ts";
import { product } from "./subjects.ts";

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
);
