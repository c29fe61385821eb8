import { attribute } from "./attributes.ts";
import type { Statement } from "../statement.ts";
import { alt, later, map, opt, type Parser, rule, seq, tag, tagIf } from "../parser/parser.ts";
import { figureList } from "./levels/figure-lists.ts";
import { isMood, moodPhrase, moodSubject } from "./movements/moods.ts";
import { isBalance, isZone, sideOfNeutral } from "./zones.ts";
import { bringsChange, closesAtLevels } from "./levels/closes-at-levels.ts";
import { hasRole, isRole, showsRole } from "./levels/roles.ts";
import { movesOverBoth } from "./movements/move-spans.ts";
import { isSigned } from "./movements/signs.ts";
import { isStrong, trendIsStrong } from "./movements/strengths.ts";
import { changeVerb, isMove, movesFrom, moveVerb } from "./movements/moves.ts";
import { movedBy, moveNoun, noMove, volumeNoun } from "./movements/move-nouns.ts";
import { dominates, favors } from "./movements/sums.ts";
import { isBesideDayBefore, isExceeded, isMovedInBoth } from "./levels/other-sides.ts";
import { comparesTo, isBeside } from "./levels/landmarks.ts";
import { valueOf } from "./gaps.ts";
import { hasMood, isBetweenMoods, isMoodOfBoth } from "./movements/mood-spans.ts";
import { areOfSpan, bringsBoth, bringsMove, hasFigures, reaches } from "./levels/possessions.ts";
import { contains, hasRange, runsBetween } from "./levels/ranges.ts";
import { closing, closingAt, denied, leaning, ofBoth, ofSeveral } from "./pieces/said-otherwise.ts";
import { productName } from "./pieces/piece.ts";
import { quantity } from "./levels/quantities.ts";
import { maybeSpan } from "./movements/spans.ts";
import {
  comparable,
  namesOf,
  type Predicate,
  product,
  type Said,
  scopeOf,
  moverOf,
  type Subject,
  valuesOf,
} from "./subjects.ts";

/** What can be said with "is" alone: `29.90`, `a small rise`. */
const afterBe = rule(alt(valueOf, isMove));

const deniable: Parser<Predicate> = rule(
  alt(
    attribute,
    seq([tag("be"), opt(tag("be"), null), attribute], (_, __, found) => found),
    comparesTo,
    isExceeded,
    moveVerb,
    // "did not slip below the average"
    seq([tagIf("moveVerb", ({ way }) => way === "up" || way === "down"), isBeside], ({ way }, found): Predicate => ({
      last: found.last,
      of: (said, isDenied) => {
        const claims = found.of(said, isDenied);
        const side = way === "up" ? "above" : "below";
        return claims?.every((claim) => claim.is !== "compare" || claim.side === side) === true ? claims : null;
      },
    })),
    seq([tag("show"), opt(tag("that"), null), isZone], (_, __, found) => found),
    seq([tag("closeBase"), attribute], (_, found) => closing(found)),
  ),
);

/** A movement is told of the price and of volume, and of no other figure. */
function canMove(subject: Subject): boolean {
  return subject.is !== "figures" || moverOf(subject) !== null;
}

/** What something shows: a mood, a zone, or a clause of its own. */
const shown: Parser<Predicate> = rule(
  alt(
    isMood,
    isMoodOfBoth,
    isZone,
    sideOfNeutral,
    isStrong,
    isSigned,
    map(trendIsStrong, (claims): Predicate => ({ last: null, of: (_, isDenied) => (isDenied ? null : claims) })),
    seq([tag("be"), isBeside], (_, found) => found),
    isBalance,
    later(() => clauseOfItsOwn),
    seq([moodPhrase, tag("of"), moveNoun], (_, __, noun): Predicate => ({
      last: null,
      of: ({ subject, scope }, isDenied) =>
        isDenied || !canMove(subject) ? null : [movedBy(noun, scopeOf(subject, scope))],
    })),
    seq([alt(moveNoun, noMove, volumeNoun)], (noun): Predicate => ({
      last: null,
      of: ({ subject, scope }, isDenied) =>
        isDenied || !canMove(subject) ? null : [movedBy(noun, scopeOf(subject, scope))],
    })),
    seq([figureList, maybeSpan], (found, span): Predicate => ({
      last: found,
      // "The close of A mirrors the upper band of B" is a comparison, and not two values.
      of: ({ subject }, isDenied) =>
        isDenied ||
        !areOfSpan(found, span) ||
        valuesOf(found).length < found.refs.length ||
        comparable(namesOf(subject), namesOf(found))
          ? null
          : valuesOf(found),
    })),
  ),
);

const shows: Parser<Predicate> = rule(
  alt(
    seq([tag("show"), opt(tag("that"), null), shown], (_, __, found) => found),
    // "shows itself oversold", "marks the market as oversold", "keeps the tone soft"
    seq(
      [
        tag("show"),
        alt(tag("product"), tag("productNoun"), tag("it"), tag("moodNoun")),
        opt(alt(tag("as"), tag("at"), tag("in")), null),
        alt(isZone, isMood),
      ],
      (_, __, ___, found) => found,
    ),
    seq([tag("show"), tag("as"), alt(isZone, isMood)], (_, __, found) => found),
    // "are below the price, indicating support levels"
    showsRole,
    seq([tag("lean"), alt(isMood, isMoodOfBoth, sideOfNeutral)], (_, found) => leaning(found)),
  ),
);

/** What is said of a subject. */
export const predicate: Parser<Predicate> = rule(
  alt(
    attribute,
    seq([tag("be"), alt(attribute, afterBe)], (_, found) => found),
    seq([tag("colon"), attribute], (_, found) => found),
    seq([opt(tag("be"), null), tag("all"), opt(tag("be"), null), alt(attribute, valueOf)], (_, __, ___, found) =>
      ofSeveral(found),
    ),
    seq([opt(tag("be"), null), tag("both"), opt(tag("be"), null), alt(attribute, valueOf)], (_, __, ___, found) =>
      ofBoth(found),
    ),
    seq([opt(tag("have"), null), tag("be"), tag("be"), alt(attribute, afterBe)], (_, __, ___, found) => found),
    seq([opt(alt(tag("be"), tag("have")), null), tag("not"), deniable], (_, __, found) => denied(found)),
    seq([tag("closes"), opt(tag("candle"), null), alt(attribute, valueOf)], (_, __, found) => closing(found)),
    seq(
      [tag("closes"), opt(tag("candle"), null), tag("at"), quantity, opt(tag("comma"), null), attribute],
      (_, __, ___, value, ____, found) => closingAt(value, found),
    ),
    seq([tag("be"), opt(tag("be"), null), hasFigures], (_, __, found) => found),
    comparesTo,
    // "is outweighing selling momentum"
    seq([tag("be"), comparesTo], (_, found) => found),
    isExceeded,
    isBesideDayBefore,
    isMovedInBoth,
    isBetweenMoods,
    dominates,
    favors,
    movesFrom,
    moveVerb,
    changeVerb,
    movesOverBoth,
    seq([opt(tag("have"), null), runsBetween], (_, found) => found),
    seq([opt(tag("have"), null), hasRange], (_, found) => found),
    hasFigures,
    hasMood,
    reaches,
    closesAtLevels,
    bringsChange,
    contains,
    bringsMove,
    bringsBoth,
    hasRole,
    seq([tag("actAs"), isRole], (_, found) => found),
    shows,
    seq([tag("be"), shows], (_, found) => found),
  ),
);

/** A predicate of another subject than the one before, bound to it. */
function bound(
  subject: Subject,
  claims: readonly Statement[],
  said: Predicate,
  scope: Said["scope"] | null,
): Predicate {
  return {
    last: said.last,
    of: (outer, isDenied) => {
      if (isDenied) return null;
      const found = said.of({ subject, scope: scope ?? outer.scope, they: outer.they }, false);
      return found === null ? null : [...claims, ...found];
    },
  };
}

/** A whole clause behind "shows that": `the price is flat`, `sellers have the edge`. */
const clauseOfItsOwn: Parser<Predicate> = rule(
  alt(
    seq([figureList, maybeSpan, predicate], (found, scope, said) => bound(found, valuesOf(found), said, scope)),
    seq([alt(productName, tag("it")), maybeSpan, predicate], (_, scope, said) => bound(product, [], said, scope)),
    seq([moodSubject, predicate], (phrase, said) =>
      bound({ is: "mood", mood: null, scope: phrase.scope ?? "any" }, [], said, phrase.scope),
    ),
    seq([moodPhrase, predicate], (phrase, said) =>
      bound(
        { is: "mood", mood: phrase.mood, scope: phrase.scope ?? "any" },
        phrase.mood === null
          ? []
          : [
              {
                is: "mood",
                mood: phrase.mood,
                scope: phrase.scope ?? "any",
                denied: false,
                size: phrase.size,
                of: null,
              },
            ],
        said,
        phrase.scope,
      ),
    ),
  ),
);
