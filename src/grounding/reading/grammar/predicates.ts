import type { Statement } from "../statement.ts";
import { alt, later, map, opt, type Parser, rule, seq, tag } from "../parser.ts";
import { figureList } from "./figure-lists.ts";
import { isMood, moodPhrase, moodSubject } from "./moods.ts";
import { isZone, sideOfNeutral } from "./zones.ts";
import { hasRole, isBetweenRoles, isRole } from "./roles.ts";
import { movesOverBoth } from "./move-spans.ts";
import { isSigned } from "./signs.ts";
import { isStrong, trendIsStrong } from "./strengths.ts";
import { moveAdjective } from "./move-adjectives.ts";
import { changeVerb, isMove, movesFrom, moveVerb } from "./moves.ts";
import { movedBy, moveNoun, noMove, volumeNoun } from "./move-nouns.ts";
import { besideOtherSum, dominates, favors } from "./sums.ts";
import { comparesTo, isBeside } from "./landmarks.ts";
import { isAway, isHigherOfTwo, isTimes, isSame, valueOf } from "./gaps.ts";
import { hasMood, isMoodOfBoth } from "./mood-spans.ts";
import { bringsMove, hasFigures, reaches } from "./possessions.ts";
import { ofOscillator } from "./oscillator-words.ts";
import { contains, hasRange, runsBetween } from "./ranges.ts";
import { isCloser } from "./closer.ts";
import { isInPart, isOverhead, isWithin } from "./parts.ts";
import { maybeSpan } from "./spans.ts";
import { nameOf, type Predicate, product, type Said, scopeOf, type Subject, valuesOf } from "./subjects.ts";

/** What can be said with "is" or without it: `above the EMA`, `oversold`, `up 2.30 %`. */
const attribute = rule(
  alt(
    isBeside,
    besideOtherSum,
    isInPart,
    isWithin,
    isCloser,
    isZone,
    isMood,
    isMoodOfBoth,
    sideOfNeutral,
    isStrong,
    isSigned,
    isRole,
    isBetweenRoles,
    ofOscillator,
    moveAdjective,
    isSame,
    isAway,
    isHigherOfTwo,
    isOverhead,
    isTimes,
    seq([tag("at"), valueOf], (_, value) => value),
  ),
);
/** What can be said with "is" alone: `29.90`, `a small rise`. */
const afterBe = rule(alt(valueOf, isMove));

/** `are all at 2.32`: of three figures or more. */
const ofSeveral = (said: Predicate): Predicate => ({
  last: said.last,
  of: (told, isDenied) =>
    isDenied || told.subject.is !== "figures" || told.subject.refs.length < 3 ? null : said.of(told, false),
});

/** The same, denied. */
const denied = (predicate: Predicate): Predicate => ({
  last: predicate.last,
  of: (said, isDenied) => (isDenied ? null : predicate.of(said, true)),
});

const deniable: Parser<Predicate> = rule(
  alt(
    attribute,
    seq([tag("be"), opt(tag("be"), null), attribute], (_, __, found) => found),
    comparesTo,
    moveVerb,
    seq([tag("show"), opt(tag("that"), null), isZone], (_, __, found) => found),
    seq([tag("closeBase"), attribute], (_, found) => closing(found)),
  ),
);

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
    later(() => clauseOfItsOwn),
    seq([moodPhrase, tag("of"), moveNoun], (_, __, noun): Predicate => ({
      last: null,
      of: ({ subject, scope }, isDenied) => (isDenied ? null : [movedBy(noun, scopeOf(subject, scope))]),
    })),
    seq([alt(moveNoun, noMove, volumeNoun)], (noun): Predicate => ({
      last: null,
      of: ({ subject, scope }, isDenied) => (isDenied ? null : [movedBy(noun, scopeOf(subject, scope))]),
    })),
    map(figureList, (found): Predicate => ({
      last: found,
      of: (_, isDenied) => (isDenied || valuesOf(found).length === 0 ? null : valuesOf(found)),
    })),
  ),
);

/** What leans to a side is on it by a little, at least. */
const leaning = (said: Predicate): Predicate => ({
  last: said.last,
  of: (told, isDenied) =>
    said
      .of(told, isDenied)
      ?.map((claim): Statement =>
        claim.is === "mood" && claim.size === "none" ? { ...claim, size: "small" } : claim,
      ) ?? null,
});

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
    seq([tag("lean"), alt(isMood, isMoodOfBoth, sideOfNeutral)], (_, found) => leaning(found)),
  ),
);

/** Only a price closes. Where it says no span, it is that of the last candle. */
function closing(predicate: Predicate): Predicate {
  return {
    last: predicate.last,
    of: (said, isDenied) => {
      const { subject } = said;
      if (subject.is !== "product" && subject.is !== "candle" && nameOf(subject) !== "last_close") return null;
      const claims = predicate.of({ ...said, subject: subject.is === "candle" ? subject : product }, isDenied);
      return (
        claims?.map((claim): Statement =>
          claim.is === "moved" && claim.scope === "any" && claim.quantities.length === 0
            ? { ...claim, scope: "candle" }
            : claim,
        ) ?? null
      );
    },
  };
}

/** What is said of a subject. */
export const predicate: Parser<Predicate> = rule(
  alt(
    attribute,
    seq([tag("be"), alt(attribute, afterBe)], (_, found) => found),
    seq([tag("colon"), attribute], (_, found) => found),
    seq([opt(tag("be"), null), tag("all"), opt(tag("be"), null), attribute], (_, __, ___, found) => ofSeveral(found)),
    seq([opt(tag("have"), null), tag("be"), tag("be"), alt(attribute, afterBe)], (_, __, ___, found) => found),
    seq([opt(alt(tag("be"), tag("have")), null), tag("not"), deniable], (_, __, found) => denied(found)),
    seq([tag("closes"), opt(tag("candle"), null), alt(attribute, valueOf)], (_, __, found) => closing(found)),
    seq([tag("be"), opt(tag("be"), null), hasFigures], (_, __, found) => found),
    comparesTo,
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
    contains,
    bringsMove,
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
    seq([alt(tag("product"), tag("productNoun"), tag("it")), maybeSpan, predicate], (_, scope, said) =>
      bound(product, [], said, scope),
    ),
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
