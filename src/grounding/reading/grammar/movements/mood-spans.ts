import { alt, map, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Mood, Scope, Size, Statement } from "../../statement.ts";
import { figure } from "../levels/figures.ts";
import { moodPhrase } from "./moods.ts";
import { span } from "./spans.ts";
import { nameOf, type Predicate, valuesOf } from "../subjects.ts";

/** The two spans that every market has trends of. */
export const bothScopes: readonly Scope[] = ["short", "day"];

/** Two spans that are told together are two. */
export function twoScopes(one: Scope, other: Scope): readonly Scope[] | null {
  return one === other || one === "candle" || other === "candle" ? null : [one, other];
}

export const moodsOver = (mood: Mood, scopes: readonly Scope[], size: Size, denied: boolean): readonly Statement[] =>
  scopes.map((scope): Statement => ({ is: "mood", mood, scope, denied, size, of: null }));

/** A span as one of two: `the short term`, `over 24 hours`, `the 24-hour period`. */
const oneOfTwo: Parser<Scope> = rule(
  alt(
    span,
    seq([tag("spanAdjective"), tag("moodNoun")], (scope) => scope),
    seq([tag("day")], (): Scope => "day"),
    tag("hours"),
  ),
);

const both = opt(tag("either"), null);
const on = opt(tag("on"), null);

/** `in both the short term and over 24 hours`, `both short-term and over 24 hours`, `across both time frames`. */
export const twoSpans: Parser<readonly Scope[]> = rule(
  alt(
    seq(
      [on, both, on, oneOfTwo, tag("and"), on, oneOfTwo, opt(alt(tag("moodNoun"), tag("moodNouns")), null)],
      (_, __, ___, one, ____, _____, other) => twoScopes(one, other),
    ),
    seq([tag("on"), opt(tag("either"), null), tag("spansTold")], (_, __, scopes): readonly Scope[] => scopes),
    // "lower over both"
    map(tag("spansTold"), (scopes): readonly Scope[] => scopes),
    seq([tag("on"), alt(tag("either"), tag("two")), tag("moodNouns")], () => bothScopes),
    seq(
      [tag("on"), alt(tag("either"), tag("two")), tag("moodNouns"), tag("comma"), oneOfTwo, tag("and"), oneOfTwo],
      (_, __, ___, ____, one, _____, other) => twoScopes(one, other),
    ),
  ),
);

/** `is bearish in both the short term and over 24 hours`, `shows a bullish picture on both spans`. */
export const isMoodOfBoth: Parser<Predicate> = rule(
  seq(
    [opt(alt(tag("in"), tag("at")), null), moodPhrase, opt(tag("comma"), null), twoSpans],
    (_, { mood, scope, size }, __, scopes): Predicate | null =>
      mood === null || scope !== null
        ? null
        : {
            last: null,
            of: ({ subject }, denied) =>
              subject.is === "product" || (subject.is === "mood" && subject.mood === null)
                ? moodsOver(mood, scopes, size, denied)
                : null,
          },
  ),
);

/** `is caught between a mixed short term and a bearish day`: two spans, and two moods. */
export const isBetweenMoods: Parser<Predicate> = rule(
  seq(
    [
      alt(
        seq([opt(tag("be"), null), opt(tag("be"), null), tag("between")], () => true as const),
        // "pairs a bullish 24-hour trend with a bearish short-term trend"
        seq([tagIf("relation", (word) => word === "pairs")], () => true as const),
      ),
      moodPhrase,
      alt(tag("and"), tag("by")),
      moodPhrase,
    ],
    (_, one, ____, two): Predicate | null => {
      if (one.mood === null || two.mood === null || one.scope === null || two.scope === null) return null;
      if (one.scope === two.scope || one.mood === two.mood) return null;
      const claims = [
        ...moodsOver(one.mood, [one.scope], one.size, false),
        ...moodsOver(two.mood, [two.scope], two.size, false),
      ];
      return {
        last: null,
        of: ({ subject }, denied) =>
          !denied &&
          (subject.is === "product" || (subject.is === "mood" && subject.mood === null && subject.scope === "any"))
            ? claims
            : null,
      };
    },
  ),
);

/** `has a bearish short-term trend`, `holds a slight bullish bias over 24 hours`: a mood that is had has its noun. */
export const hasMood: Parser<Predicate> = rule(
  alt(
    seq([tag("have"), moodPhrase], (_, { mood, scope, size, hasNoun }): Predicate | null =>
      mood === null || !hasNoun
        ? null
        : {
            last: null,
            of: ({ subject, scope: around }, denied) => {
              if (denied) return null;
              if (subject.is === "product") return moodsOver(mood, [scope ?? around], size, denied);
              // "The short-term trend has a bearish tilt"
              const isOfSpan =
                subject.is === "mood" && subject.mood === null && (scope === null || scope === subject.scope);
              return isOfSpan ? moodsOver(mood, [subject.scope], size, denied) : null;
            },
          },
    ),
    // "has bullish short-term and 24-hour trends"
    seq(
      [
        alt(tag("have"), tag("show")),
        opt(tag("degree"), null),
        tag("mood"),
        tag("spanAdjective"),
        tag("and"),
        tag("spanAdjective"),
        tag("moodNouns"),
      ],
      (_, size, mood, one, __, other): Predicate | null => {
        const scopes = twoScopes(one, other);
        return scopes === null
          ? null
          : {
              last: null,
              of: ({ subject }, denied) =>
                subject.is === "product" && !denied ? moodsOver(mood, scopes, size ?? "none", false) : null,
            };
      },
    ),
    // "has a neutral RSI of 41.85"
    seq([tag("have"), tagIf("mood", (mood) => mood === "neutral"), figure], (_, __, found): Predicate | null =>
      nameOf(found) !== "rsi" || valuesOf(found).length === 0
        ? null
        : {
            last: found,
            of: ({ subject }, denied) =>
              subject.is !== "product" || denied
                ? null
                : [...valuesOf(found), { is: "zone", zone: "neutral", denied: false, size: "none" }],
          },
    ),
  ),
);
