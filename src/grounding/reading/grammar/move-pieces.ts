import { alt, map, opt, seq, tag } from "../parser.ts";
import type { Statement } from "../statement.ts";
import { moveNoun, movedBy, noMove, volumeNoun } from "./move-nouns.ts";
import { type Piece, piece } from "./piece.ts";
import { predicate } from "./predicates.ts";
import { quantities } from "./quantities.ts";
import { type Figures, event } from "./subjects.ts";

export const movePiece = alt(
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
      const subject: Figures = {
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
            claim.is === "value" && claim.figures.some((name) => subject.refs.some(({ names }) => names.includes(name)))
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
