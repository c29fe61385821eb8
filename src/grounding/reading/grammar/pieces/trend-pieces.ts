import { alt, map, opt, type Parser, rule, seq, tag } from "../../parser/parser.ts";
import type { Scope } from "../../statement.ts";
import { bothScopes, isMoodOfBoth, moodsOver, twoScopes } from "../movements/mood-spans.ts";
import { moodPhrase, moodSubject } from "../movements/moods.ts";
import { ofProduct } from "../movements/of-product.ts";
import { type Piece, piece, productName } from "./piece.ts";
import { predicate } from "../predicates.ts";
import { type Predicate, product } from "../subjects.ts";

const owner = opt(alt(tag("owner"), tag("product")), null);
const spanned: Parser<Scope> = alt(
  tag("spanAdjective"),
  seq([tag("spanAdjective"), tag("moodNoun"), ofProduct], (scope) => scope),
);

/** `both the short-term and the 24-hour trend`, `its short-term trend and its 24-hour trend`, `both trends`. */
const trends: Parser<readonly Scope[]> = rule(
  alt(
    seq(
      [
        opt(tag("either"), null),
        owner,
        spanned,
        tag("and"),
        owner,
        tag("spanAdjective"),
        alt(tag("moodNoun"), tag("moodNouns")),
        ofProduct,
      ],
      (_, __, one, ___, ____, other) => twoScopes(one, other),
    ),
    seq([alt(tag("either"), tag("two")), owner, tag("moodNouns"), ofProduct], () => bothScopes),
  ),
);

/** `are both bearish`, `are each mixed`: of each of the two. */
const bothAre: Parser<Predicate> = seq(
  [tag("be"), alt(tag("both"), tag("either")), moodPhrase],
  (_, __, { mood, scope, size }): Predicate | null =>
    mood === null || scope !== null
      ? null
      : { last: null, of: ({ scope: own }, denied) => moodsOver(mood, [own], size, denied) },
);

/** Two trends of one kind, each by itself. */
export const trendsPiece = alt(
  seq([trends, alt(predicate, bothAre)], (scopes, said): Piece =>
    piece((told) => {
      const found = scopes.map((scope) =>
        said.of({ subject: { is: "mood", mood: null, scope }, scope, they: told.they }, false),
      );
      const claims = found.flatMap((some) => some ?? []);
      const areMoods = !found.includes(null) && claims.every((claim) => claim.is === "mood");
      return areMoods ? { claims, told: { ...told, subject: product } } : null;
    }),
  ),
  // "The two trends diverge"
  seq([alt(trends, tag("moodNouns")), tag("story")], (): Piece =>
    piece((told) => ({
      claims: [{ is: "mood", mood: "mixed", scope: "any", denied: false, size: "none", of: null }],
      told: { ...told, subject: product },
    })),
  ),
  // "Trends are bearish in the short term and over 24 hours"
  seq([tag("moodNouns"), ofProduct, tag("be"), isMoodOfBoth], (_, __, ___, said): Piece =>
    piece((told) => {
      const claims = said.of({ subject: product, scope: "any", they: null }, false);
      return claims === null ? null : { claims, told: { ...told, subject: product } };
    }),
  ),
  // "The short-term trend is bearish, and so is the 24-hour trend"
  seq([tag("soIs"), moodSubject], (_, { scope }): Piece | null =>
    scope === null
      ? null
      : piece((told) => {
          const { mood } = told;
          const isOther = mood !== null && mood.of === null && mood.scope !== scope;
          return isOther ? { claims: [{ ...mood, scope }], told } : null;
        }),
  ),
  // "Both trends are bullish: the short-term trend and the 24-hour trend"
  map(trends, (scopes): Piece =>
    piece((told) => {
      const { mood } = told;
      return mood === null || mood.of !== null
        ? null
        : { claims: moodsOver(mood.mood, scopes, mood.size, false), told };
    }),
  ),
  // "Selling momentum exceeds buying momentum for SHIB-USD"
  seq([tag("around"), productName], (): Piece => piece((told) => ({ claims: [], told }), 1.2)),
  // "For LINK-USD, the 24-hour trend is bullish"
  seq([tag("around"), productName, tag("comma")], (): Piece =>
    piece((told) => (told.subject === null ? { claims: [], told: { ...told, subject: product } } : null), 0.5),
  ),
);
