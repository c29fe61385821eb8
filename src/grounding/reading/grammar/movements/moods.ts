import { type FigureName, figureOf } from "../../../../features/index.ts";
import type { Statement, Mood, Scope, Size } from "../../statement.ts";
import { degree } from "./degrees.ts";
import { ofProduct } from "./of-product.ts";
import { alt, map, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import { quantities } from "../levels/quantities.ts";
import { maybeSpan, maybeSpanBefore } from "./spans.ts";
import { isPriceChange, nameOf, namesOf, type Predicate, type Said, scopeOf } from "../subjects.ts";

/** `bearish sentiment`, `a mixed picture`, `short-term weakness`. Without a mood: `the overall trend`. */
export interface MoodPhrase {
  readonly mood: Mood | null;
  readonly scope: Scope | null;
  readonly size: Size;
  /** It has a noun of its own: `a bearish trend`. */
  readonly hasNoun: boolean;
}

const named = opt(alt(tag("product"), tag("productNoun"), tag("owner")), null);
const noun = tag("moodNoun");
/** A span that carries a mood by itself: `a bullish day`, `a mixed short term`. */
const spanNoun: Parser<Scope> = alt(
  seq([tag("day")], (): Scope => "day"),
  tagIf("spanAdjective", (scope) => scope === "short"),
);
const nouns = seq(
  [
    maybeSpanBefore,
    named,
    alt(
      seq([noun], () => false),
      seq([noun, noun], () => false),
      seq([opt(noun, null), tag("moodSign")], () => true),
      spanNoun,
    ),
  ],
  (scope, _, told) =>
    typeof told === "boolean" ? { scope, isSign: told } : scope === null ? { scope: told, isSign: false } : null,
);

interface ToldMood {
  readonly mood: Mood;
  /** `neutral to bullish`, `cautiously bullish`: hardly more than a tendency. */
  readonly isSoft: boolean;
}

const whole = (mood: Mood): ToldMood => ({ mood, isSoft: false });
const soft = (mood: Mood): ToldMood => ({ mood, isSoft: true });

/** One mood, or two of which the second one counts: `neutral to bullish`, `cautious optimism`. */
const moods: Parser<ToldMood> = alt(
  map(tag("mood"), whole),
  seq([tag("mood"), tag("mood")], (one, two): ToldMood | null =>
    one === two ? whole(two) : one === "cautious" ? soft(two) : two === "cautious" ? soft(one) : null,
  ),
  seq(
    [
      tag("mood"),
      alt(tag("to"), tag("or"), tag("and")),
      opt(tag("degree"), null),
      opt(
        tagIf("mood", (mood) => mood === "cautious"),
        null,
      ),
      tag("mood"),
    ],
    (one, _, __, ___, two): ToldMood | null => {
      if (one === two) return null;
      return one === "neutral" || one === "cautious" ? soft(two) : one === "mixed" ? whole(one) : null;
    },
  ),
);

function join(
  mood: Mood | null,
  size: Size | null,
  hasNoun: boolean,
  ...scopes: readonly (Scope | null)[]
): MoodPhrase | null {
  const told = scopes.filter((scope) => scope !== null);
  if (new Set(told).size > 1) return null;
  // "Nearly balanced" is balanced.
  const own = mood === "neutral" && size === "small" ? null : size;
  return { mood, scope: told[0] ?? null, size: own ?? "none", hasNoun };
}

export const moodPhrase: Parser<MoodPhrase> = rule(
  seq(
    [degree, maybeSpanBefore, named, degree, moods, opt(nouns, null), ofProduct, maybeSpan],
    (size, before, _, size2, { mood, isSoft }, inner, __, after) =>
      // One sign is for or against, and never mixed.
      inner?.isSign === true && mood !== "bullish" && mood !== "bearish"
        ? null
        : join(mood, size ?? size2 ?? (isSoft ? "small" : null), inner !== null, before, inner?.scope ?? null, after),
  ),
);

/** `the overall sentiment in the short term`, of which something will be said. */
export const moodSubject: Parser<MoodPhrase> = rule(
  alt(
    map(
      tagIf("spanAdjective", (scope) => scope === "short"),
      (scope): MoodPhrase => ({ mood: null, scope, size: "none", hasNoun: false }),
    ),
    seq([maybeSpanBefore, named, nouns, ofProduct, maybeSpan], (before, _, inner, __, after) =>
      join(null, null, true, before, inner.scope, after),
    ),
  ),
);

/** Some figures can carry a mood; an average, a band or a volume can't. */
function canCarry(said: Said, { mood, hasNoun }: MoodPhrase): boolean {
  const { subject } = said;
  if (subject.is !== "figures") return subject.is !== "data";
  const name = nameOf(subject);
  if (name === null) return false;
  // "Buying momentum of 23.33 points to bullish sentiment"
  const { kind } = figureOf(name);
  if (kind.is === "sum") return hasNoun && mood === (kind.means === "up" ? "bullish" : "bearish");
  return name === "rsi" || name === "last_close" || isPriceChange(name) || isLine(name);
}

/** What was summed up over a day speaks of that day. */
function isSum(name: FigureName | null): boolean {
  return name !== null && figureOf(name).kind.is === "sum";
}

/** A line around zero that speaks for a side by itself. */
function isLine(name: FigureName): boolean {
  const { kind } = figureOf(name);
  return kind.is === "zero_line" && kind.signalOf === undefined;
}

/** A change that is negative is one that fell; anything else that is negative is a mood. */
function moodClaim(said: Said, phrase: MoodPhrase, denied: boolean): Statement | null {
  const { mood, size } = phrase;
  if (mood === null || !canCarry(said, phrase)) return null;
  const { subject } = said;
  // "The bullish view is neutral" says nothing that could be decided.
  if (subject.is === "mood" && subject.mood !== null) return null;
  // "A neutral RSI fits the mixed short-term picture": the picture is the market's.
  const own = nameOf(subject);
  const name = (own === "rsi" || isPriceChange(own)) && phrase.scope !== null && phrase.hasNoun ? null : own;
  const around = isSum(own) && said.scope === "any" ? "day" : said.scope;
  const scope = phrase.scope ?? (subject.is === "mood" ? subject.scope : scopeOf(subject, around));
  if (mood === "neutral" && name === "rsi") return { is: "zone", zone: "neutral", denied, size: "none" };
  if (scope === "candle" && (mood === "bullish" || mood === "bearish") && name !== "rsi")
    return {
      is: "moved",
      of: "price",
      way: mood === "bullish" ? "up" : "down",
      quantities: [],
      scope,
      size: "none",
      denied,
    };
  if (subject.is === "figures" && isPriceChange(name)) {
    if (mood !== "bullish" && mood !== "bearish")
      return mood === "neutral"
        ? { is: "moved", of: "price", way: "flat", quantities: [], scope, size: "none", denied }
        : null;
    return {
      is: "moved",
      of: "price",
      way: mood === "bullish" ? "up" : "down",
      quantities: [],
      scope,
      size: "none",
      denied,
    };
  }
  return {
    is: "mood",
    mood,
    scope,
    denied,
    size,
    of: name === "rsi" || (name !== null && isLine(name)) ? name : null,
    ...(subject.is === "mood" && subject.scope !== "any" && { ofTrend: true }),
  };
}

/** `is bearish`, `is in a bullish trend`, `is on the bullish side`, `is slightly negative at -1.23 %`. */
export const isMood: Parser<Predicate> = rule(
  seq(
    [
      opt(alt(tag("in"), tag("at")), null),
      moodPhrase,
      opt(
        seq(
          [
            alt(
              tag("at"),
              tag("of"),
              tag("comma"),
              seq([tag("comma"), tag("at")], () => true as const),
            ),
            quantities,
          ],
          (_, found) => found,
        ),
        null,
      ),
    ],
    (_, phrase, found): Predicate => ({
      last: null,
      of: (said, denied) => {
        const claim = moodClaim(said, phrase, denied);
        if (claim === null) return null;
        if (found === null) return [claim];
        const scope = phrase.scope ?? (said.subject.is === "mood" ? said.subject.scope : said.scope);
        if (denied || (phrase.mood !== "bullish" && phrase.mood !== "bearish" && phrase.mood !== "neutral"))
          return null;
        if (namesOf(said.subject).length > 0 && said.subject.is !== "product" && !isPriceChange(nameOf(said.subject)))
          return null;
        return [
          // "The 24-hour trend is neutral at 1.38 %": the number alone makes it no neutral one.
          ...(phrase.mood === "neutral" && claim.is === "mood" ? [claim] : []),
          {
            is: "moved",
            of: "price",
            way: phrase.mood === "neutral" ? "any" : phrase.mood === "bullish" ? "up" : "down",
            quantities: found,
            scope: scopeOf(said.subject, scope),
            size: phrase.mood === "neutral" ? "none" : phrase.size,
            denied,
          },
        ];
      },
    }),
  ),
);
