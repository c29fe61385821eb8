import { alt, opt, type Parser, seq, tag, tagIf } from "../../parser/parser.ts";
import type { FigureMeaning } from "../../meanings.ts";
import type { Quantity, Statement } from "../../statement.ts";
import { degree } from "../movements/degrees.ts";
import { figure } from "../levels/figures.ts";
import { type Piece, piece, remember, type Told } from "./piece.ts";
import { pair, quantity } from "../levels/quantities.ts";
import { maybeSpan } from "../movements/spans.ts";
import { compareAll, type FigureRef, type Figures, figures, nameOf, namesOf, otherSum, valuesOf } from "../subjects.ts";

const isSum = ({ names: [name], pair: two }: FigureMeaning): boolean => two === null && otherSum(name ?? null) !== null;
const sum = tagIf("figure", isSum);

const value = (names: FigureRef["names"], quantityTold: Quantity): Statement => ({
  is: "value",
  figures: names,
  quantity: quantityTold,
  way: null,
});

/** Two numbers of one relation, the first one of what was said to be ahead: `17.60 to 15.63`, `at 17.60 against 15.63`. */
const relation: Parser<readonly [Quantity, Quantity]> = seq(
  [quantity, alt(tag("against"), tag("to")), quantity],
  (one, _, two): readonly [Quantity, Quantity] => [one, two],
);

/** Which figures two numbers are of: the two that were named, the one that was favored first, or a sum and the other one. */
function ownersOf({ subject, they, named }: Told): readonly FigureRef[] | null {
  const favored = named === null ? null : nameOf(named);
  const other = otherSum(favored);
  const isBesideNoFigure = subject === null || subject.is !== "figures" || subject.group === "sums";
  if (isBesideNoFigure && favored !== null && other !== null)
    return [
      { names: [favored], quantity: null },
      { names: [other], quantity: null },
    ];
  const left = subject === null ? null : nameOf(subject);
  const right = otherSum(left);
  if (left !== null && right !== null)
    return [
      { names: [left], quantity: null },
      { names: [right], quantity: null },
    ];
  const two = subject?.is === "figures" && subject.refs.length === 2 ? subject : they;
  return two?.refs.length === 2 && two.refs.every(({ quantity: own }) => own === null) ? two.refs : null;
}

function twoNumbersOf(numbers: Parser<readonly [Quantity, Quantity]>, cost: number): Parser<Piece> {
  return seq(
    [
      opt(alt(tag("at"), tag("comma"), tag("dash"), tag("colon"), tag("with")), null),
      opt(tag("inMomentum"), null),
      numbers,
      opt(
        seq([tag("around"), figure], (_, found) => found),
        null,
      ),
    ],
    (_, __, [one, two], found): Piece =>
      piece((told) => {
        const [first, second] = ownersOf(told) ?? [];
        if (first === undefined || second === undefined) return null;
        if (found !== null && (nameOf(found) !== second.names[0] || valuesOf(found).length > 0)) return null;
        return { claims: [value(first.names, one), value(second.names, two)], told };
      }, cost),
  );
}

/** Which of the two sums is the larger one. */
function largerSum(found: Figures, word: string): Piece | null {
  const name = nameOf(found);
  const other = otherSum(name);
  if (name === null || other === null || (word !== "larger sum" && word !== "smaller sum")) return null;
  const side = word === "larger sum" ? "above" : "below";
  return piece(
    (told) => ({
      claims: [...valuesOf(found), ...compareAll([name], side, [other], "none", null, false)],
      told: remember(told, found, found),
    }),
    0.4,
  );
}

/** The pieces of a balance between buying and selling momentum, and of two numbers in the order in which their figures were told. */
export const balancePiece = alt(
  twoNumbersOf(relation, 0.4),
  // "rises and falls are close, at A and B"
  twoNumbersOf(pair, 1.05),
  // ", so neither side leads": of two that read the same
  seq([tag("neitherSide"), tag("lead")], (): Piece =>
    piece((told) => ({
      claims: compareAll(["buying_momentum"], "at", ["selling_momentum"], "none", null, false),
      told,
    })),
  ),
  // "Selling momentum of A is the larger of the two momentum figures", "the larger momentum figure is selling momentum"
  alt(
    seq([figure, tag("be"), tag("relation")], (found, _, word) => largerSum(found, word)),
    seq([tag("relation"), tag("be"), figure], (word, _, found) => largerSum(found, word)),
  ),
  // "buyers lead by 0.78 in momentum"
  seq([tag("inMomentum"), maybeSpan], (_, span): Piece | null =>
    span !== null && span !== "day"
      ? null
      : piece((told) => {
          const { subject, last } = told;
          const isOfSums = [subject, last].some(
            (some) => some?.is === "figures" && namesOf(some).some((name) => otherSum(name) !== null),
          );
          return isOfSums ? { claims: [], told } : null;
        }),
  ),
  // "a difference of 1.97 in favor of buyers"
  seq([tag("favor"), sum], (_, { names }): Piece =>
    piece((told) => {
      const [name] = names;
      const other = otherSum(name ?? null);
      const areBoth = told.they !== null && name !== undefined && namesOf(told.they).includes(name);
      return !areBoth || name === undefined || other === null || told.they?.refs.length !== 2
        ? null
        : { claims: compareAll([name], "above", [other], "none", null, false), told };
    }),
  ),
  // "with buying momentum 17.60 over selling momentum 15.63": both numbers stand behind their figures
  seq(
    [
      opt(tag("with"), null),
      sum,
      quantity,
      degree,
      tagIf("side", (side) => side === "above" || side === "below"),
      sum,
      quantity,
    ],
    (_, one, first, size, side, two, second): Piece | null => {
      const [left, right] = [one.names[0], two.names[0]];
      if (left === undefined || right === undefined || otherSum(left) !== right) return null;
      const both = figures([
        { names: [left], quantity: null },
        { names: [right], quantity: null },
      ]);
      return piece(
        (told) => ({
          claims: [
            value([left], first),
            value([right], second),
            ...compareAll([left], side, [right], size ?? "none", null, false),
          ],
          told: remember(told, null, both),
        }),
        0.4,
      );
    },
  ),
);
