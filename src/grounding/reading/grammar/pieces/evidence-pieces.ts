import { figureOf, type FigureName } from "../../../../features/index.ts";
import { alt, opt, seq, tag } from "../../parser/parser.ts";
import type { Mood, Statement } from "../../statement.ts";
import { figureList } from "../levels/figure-lists.ts";
import { figure } from "../levels/figures.ts";
import { moodPhrase } from "../movements/moods.ts";
import { type Piece, none, piece } from "./piece.ts";
import { compareAll, type Figures, isPriceChange, nameOf, namesOf, otherSum, product, valuesOf } from "../subjects.ts";

const againstOther = seq([tag("against"), figure], (_, found) => found);

/** What has a direction by itself: a level or a volume has none. */
const speaks = (name: FigureName): boolean => isPriceChange(name) || figureOf(name).kind.is === "oscillator";

/** Of two sums that stand against one another the first one is the larger: what else would speak for a side? */
function largerOf(one: Figures, other: Figures | null): readonly Statement[] {
  const [left, right] = [nameOf(one), other === null ? null : nameOf(other)];
  return left === null || right === null || otherSum(left) !== right
    ? none
    : compareAll([left], "above", [right], "none", null, false);
}

const againstItself: Statement = { is: "false", why: "The larger sum speaks for the other side." };

/** Whether the larger sum speaks for the other side than a mood. */
function isOtherSide(larger: Figures, mood: Mood): boolean {
  const name = nameOf(larger);
  const kind = name === null ? null : figureOf(name).kind;
  return kind?.is === "sum" && mood === (kind.means === "up" ? "bearish" : "bullish");
}

/** Figures that bear out a mood. Whether they speak for it is decided of the whole sentence. */
export const evidencePiece = alt(
  // "..., which the change of -0.03 confirms": whether it does is decided of the whole sentence
  seq(
    [alt(tag("that"), tag("this")), figureList, opt(againstOther, null), tag("show")],
    (_, found, other): Piece | null => {
      const claims = [...valuesOf(found), ...(other === null ? none : valuesOf(other))];
      return claims.length < found.refs.length || (other === null && !namesOf(found).every(speaks))
        ? null
        : piece((told) => (told.mood === null ? null : { claims: [...claims, ...largerOf(found, other)], told }));
    },
  ),
  // "Buying momentum of 2 against selling momentum of 1 supports a bullish 24-hour trend"
  seq(
    [figure, againstOther, alt(tag("show"), tag("agree")), moodPhrase],
    (one, other, _, { mood, scope, size, hasNoun }): Piece | null => {
      const claims = largerOf(one, other);
      return mood === null || !hasNoun || claims.length === 0
        ? null
        : piece(
            (told) => ({
              claims: [
                ...valuesOf(one),
                ...valuesOf(other),
                ...claims,
                ...(isOtherSide(one, mood) ? [againstItself] : none),
                { is: "mood", mood, scope: scope ?? told.scope, denied: false, size, of: null },
              ],
              told: { ...told, subject: product },
            }),
            0.4,
          );
    },
  ),
);
