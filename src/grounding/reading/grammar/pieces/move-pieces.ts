import { alt, map, opt, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Statement } from "../../statement.ts";
import { isDirected, kind, moveNoun, movedBy, noMove, volumeNoun } from "../movements/move-nouns.ts";
import { type Piece, piece } from "./piece.ts";
import { predicate } from "../predicates.ts";
import { pair, quantities, quantity } from "../levels/quantities.ts";
import { candle, maybeSpan } from "../movements/spans.ts";
import { type Figures, event, figures } from "../subjects.ts";

const volumeChange = figures([{ names: ["volume_change"], quantity: null }]);

export const movePiece = alt(
  // "Price and volume both fell in the last candle, by 0.04 and 59364.85 respectively"
  seq(
    [
      opt(tag("either"), null),
      kind,
      tag("and"),
      kind,
      opt(tag("both"), null),
      alt(
        seq([tag("moveVerb")], ({ way }) => way),
        seq([tag("be"), tagIf("moveAdjective", isDirected)], (_, way) => way),
      ),
      maybeSpan,
      opt(
        seq([opt(tag("comma"), null), tag("by"), pair], (_, __, two) => two),
        null,
      ),
    ],
    (_, one, __, other, ___, way, scope, two): Piece | null =>
      one === other || scope === "day" || scope === "week" || scope === "short"
        ? null
        : piece((told) => ({
            claims: [one, other].map((of, index): Statement => ({
              is: "moved",
              of,
              way,
              quantities: two === null ? [] : [two[index] ?? two[0]],
              scope: "candle",
              size: "none",
              denied: false,
            })),
            told,
          })),
  ),
  // "despite an unchanged last candle at 2.68", "after a falling last candle"
  seq(
    [
      opt(tag("with"), null),
      alt(
        tag("moveAdjective"),
        seq([tag("moveVerb")], ({ way }) => way),
      ),
      candle,
      opt(
        seq([tag("at"), quantity], (_, value) => value),
        null,
      ),
    ],
    (_, way, __, close): Piece =>
      piece((told) => ({
        claims: [
          { is: "moved", of: "price", way, quantities: [], scope: "candle", size: "none", denied: false },
          ...(close === null
            ? []
            : [{ is: "value", figures: ["last_close"], quantity: close, way: null } satisfies Statement]),
        ],
        told,
      })),
  ),
  map(alt(moveNoun, noMove, volumeNoun), (noun): Piece =>
    piece((told) => ({
      claims: [movedBy(noun, told.scope)],
      told: noun.of === "volume" ? { ...told, named: volumeChange } : told,
    })),
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
      if (found === null) return null;
      const isOfVolume = found.some((claim) => claim.is === "moved" && claim.of === "volume");
      return { claims: [moved, ...found], told: isOfVolume ? { ...told, named: volumeChange } : told };
    }, 1.1),
  ),
);
