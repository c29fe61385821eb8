import type { FigureName } from "../../../../features/index.ts";
import { strengthFigures } from "../../known-figures.ts";
import { alt, map, opt, type Parser, rule, seq, tag } from "../../parser/parser.ts";
import type { Statement } from "../../statement.ts";
import { figure } from "../levels/figures.ts";
import { type Piece, piece, remember } from "../pieces/piece.ts";
import { nameOf, type Predicate, type Subject, valuesOf } from "../subjects.ts";

interface Strength {
  readonly zone: string;
  readonly size: "small" | "large" | null;
  /** It says of what: "a strong trend". */
  readonly ofTrend: boolean;
  /** It has any noun: "strong momentum". */
  readonly hasNoun: boolean;
}

const strengthPhrase: Parser<Strength> = rule(
  alt(
    // "a trend of moderate strength"
    seq([tag("strengthOf"), tag("of"), opt(tag("degree"), null), tag("strength")], (_, __, size, zone): Strength => ({
      zone,
      size,
      ofTrend: true,
      hasNoun: true,
    })),
    seq(
      [
        opt(tag("degree"), null),
        tag("strength"),
        opt(
          alt(
            map(tag("strengthOf"), () => "trend" as const),
            map(tag("moodNoun"), () => "noun" as const),
          ),
          null,
        ),
      ],
      (size, zone, noun): Strength => ({ zone, size, ofTrend: noun === "trend", hasNoun: noun !== null }),
    ),
  ),
);

function zoneOf(
  figureName: FigureName | undefined,
  { zone, size }: Strength,
  denied: boolean,
): readonly Statement[] | null {
  return figureName === undefined ? null : [{ is: "zone", zone, figure: figureName, size: size ?? "none", denied }];
}

/** Whose strength a phrase tells: that of a figure that is named, or of the trend, which one figure tells of. */
function strengthOf(subject: Subject, strength: Strength, denied: boolean): readonly Statement[] | null {
  if (subject.is === "figures") {
    const name = nameOf(subject);
    return name !== null && strengthFigures.includes(name) ? zoneOf(name, strength, denied) : null;
  }
  if (!strength.ofTrend || (subject.is !== "product" && subject.is !== "event")) return null;
  return zoneOf(strengthFigures[0], strength, denied);
}

/** `strong`, `shows a strong trend`, `in a weak trend`: how strong, and never which way. */
export const isStrong: Parser<Predicate> = rule(
  alt(
    seq([opt(tag("in"), null), strengthPhrase], (_, strength): Predicate => ({
      last: null,
      of: ({ subject }, denied) => strengthOf(subject, strength, denied),
    })),
    // "marks the trend as weak"
    seq(
      [tag("show"), alt(tag("it"), tag("strengthOf")), opt(tag("as"), null), strengthPhrase],
      (_, __, ___, strength): Predicate => ({
        last: null,
        of: ({ subject }, denied) => (subject.is === "figures" ? strengthOf(subject, strength, denied) : null),
      }),
    ),
    seq([tag("no"), strengthPhrase], (_, strength): Predicate => ({
      last: null,
      of: ({ subject }, denied) => (denied || !strength.hasNoun ? null : strengthOf(subject, strength, true)),
    })),
  ),
);

/** `the trend is strong`, as a clause of its own. */
export const trendIsStrong: Parser<readonly Statement[]> = rule(
  alt(
    seq([tag("strengthOf"), tag("relation")], (_, word) => {
      const zone = word === "has strength" ? "strong" : word === "lacks strength" ? "weak" : null;
      return zone === null
        ? null
        : zoneOf(strengthFigures[0], { zone, size: null, ofTrend: true, hasNoun: true }, false);
    }),
    seq(
      [
        tag("strengthOf"),
        tag("be"),
        opt(
          map(tag("not"), () => true as const),
          false,
        ),
        strengthPhrase,
      ],
      (_, __, not, strength) => (strength.hasNoun ? null : zoneOf(strengthFigures[0], strength, not)),
    ),
  ),
);

const ofTrend = (claims: readonly Statement[] | null): Piece | null =>
  claims === null ? null : piece((told) => ({ claims, told }));

/** "The trend is strong", ", in a strong trend", "a strong ADX of 33.09". */
export const strengthPiece: Parser<Piece> = alt(
  map(trendIsStrong, ofTrend),
  seq([opt(alt(tag("with"), tag("in")), null), strengthPhrase], (_, strength) =>
    strength.ofTrend ? ofTrend(zoneOf(strengthFigures[0], strength, false)) : null,
  ),
  seq([opt(tag("with"), null), strengthPhrase, figure], (_, strength, found): Piece | null => {
    const name = nameOf(found);
    if (strength.hasNoun || name === null || !strengthFigures.includes(name)) return null;
    const claims = zoneOf(name, strength, false);
    return claims === null
      ? null
      : piece((told) => ({
          claims: [...valuesOf(found), ...claims],
          told: remember(told, told.subject ?? found, found),
        }));
  }),
);
