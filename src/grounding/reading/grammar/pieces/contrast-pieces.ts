import { alt, opt, seq, tag } from "../../parser/parser.ts";
import type { Mood, Scope, Way } from "../../statement.ts";
import { moodPhrase, moodSubject } from "../movements/moods.ts";
import { movedBy, moveNoun } from "../movements/move-nouns.ts";
import { type Piece, piece, productName, type Told } from "./piece.ts";
import { product } from "../subjects.ts";

const wayOfMood = (mood: Mood): Way | null => (mood === "bullish" ? "up" : mood === "bearish" ? "down" : null);

/** What the sentence told last speaks for. */
function wayTold({ mood, move }: Told): Way | null {
  return mood === null ? (move === null || move.way === "any" ? null : move.way) : wayOfMood(mood.mood);
}

const relative = opt(alt(tag("that"), tag("this")), null);

/** What stands against what was told: only something else can. */
export const contrastPiece = alt(
  // "a bullish day contrasts with a mixed short term"
  seq([relative, tag("contrast"), moodPhrase], (_, __, { mood, scope, size }): Piece | null =>
    mood === null || scope === null
      ? null
      : piece((told) => {
          const before = told.mood;
          // "The RSI is neutral, in contrast to the bearish 24-hour trend"
          if (before === null && told.move === null && told.isNeutral && wayOfMood(mood) !== null)
            return { claims: [{ is: "mood", mood, scope, denied: false, size, of: null }], told };
          if (before === null ? wayTold(told) === wayOfMood(mood) : before.mood === mood || before.scope === scope)
            return null;
          if (before === null && told.move === null) return null;
          return { claims: [{ is: "mood", mood, scope, denied: false, size, of: null }], told };
        }),
  ),
  // "The RSI is neutral, in line with the short-term trend": that is as what was told
  seq([relative, tag("agree"), moodSubject], (_, __, { scope, hasNoun }): Piece | null =>
    scope === null || !hasNoun
      ? null
      : piece((told) => {
          const way = wayTold(told);
          const mood =
            told.mood?.mood ??
            (told.isNeutral ? "neutral" : way === "up" ? "bullish" : way === "down" ? "bearish" : null);
          return mood === null || told.mood?.scope === scope
            ? null
            : { claims: [{ is: "mood", mood, scope, denied: false, size: "none", of: null, ofTrend: true }], told };
        }),
  ),
  // "..., which contrasts with the 24-hour gain of 3.62 %"
  seq([relative, tag("contrast"), moveNoun], (_, __, noun): Piece =>
    piece((told) => {
      const way = wayTold(told);
      return way === null || way === noun.way || noun.way === "flat" || noun.way === "still"
        ? null
        : { claims: [movedBy(noun, told.scope)], told };
    }),
  ),
  // "The day tells another story: ...": what follows is of the day
  seq(
    [
      alt(
        moodSubject,
        seq([tag("day")], (): { readonly scope: Scope | null } => ({ scope: "day" })),
      ),
      tag("story"),
    ],
    ({ scope }): Piece =>
      piece((told) => ({
        claims: [{ is: "mood", mood: "mixed", scope: "any", denied: false, size: "none", of: null }],
        told: { ...told, subject: product, scope: scope ?? told.scope, pending: scope !== null },
      })),
  ),
  // "PEPE-USD splits by span: bullish in the short term, bearish over 24 hours"
  seq([productName, tag("story")], (): Piece =>
    piece((told) => ({
      claims: [{ is: "mood", mood: "mixed", scope: "any", denied: false, size: "none", of: null }],
      told: { ...told, subject: product },
    })),
  ),
);
