import { isClose } from "../../../../claims/phrases.ts";
import { alt, map, opt, type Parser, rule, seq, tag, tagIf } from "../../../parser/parser.ts";
import type { Edges, Quantity, Statement } from "../../../statement.ts";
import { edgesOf } from "../edges.ts";
import { compareSizes, type Sized, sized } from "../extents.ts";
import { figure } from "../figures.ts";
import { distance } from "../quantities.ts";
import { rangeOfWidth } from "../ranges.ts";
import { comparable, type Figures, nameOf, namesOf, type Predicate, valuesOf } from "../../subjects.ts";

/** `58.7 %`, `about 67 %`. */
const percentage: Parser<Quantity> = map(distance, (found) =>
  found.unit === "percent" && found.sign === 0 && found.per === undefined ? found : null,
);

/** What sizes are shares of: another size, or the last close. */
const wholeOfShare: Parser<Sized> = alt(
  sized,
  map(figure, (found): Sized | null => {
    const name = nameOf(found);
    return name !== null && isClose(name) ? { extents: [[name]], claims: valuesOf(found), signed: false } : null;
  }),
);

/** How many percent of what. */
export interface Share {
  readonly share: Quantity;
  readonly whole: Sized;
}

const one: Parser<Share> = rule(seq([percentage, tag("of"), wholeOfShare], (share, _, whole) => ({ share, whole })));

/** `is 42 % of the 7-day range of 12404.38 and 6.82 % of the last close`, `about 1.85 % of the last close`. */
export const sharesOf: Parser<readonly Share[]> = rule(
  seq(
    [
      opt(
        alt(
          tag("be"),
          tag("runs"),
          tag("equals"),
          tagIf("compareVerb", (side) => side === "at"),
          tagIf("relation", (word) => word === "which makes"),
          tagIf("side", (side) => side === "at"),
        ),
        null,
      ),
      one,
      opt(
        seq([opt(tag("comma"), null), alt(tag("and"), tag("or")), one], (_, __, other) => other),
        null,
      ),
    ],
    (_, first, other) => (other === null ? [first] : [first, other]),
  ),
);

/** The statements that a size is such shares of others; null where one has no unit in common with it. */
export function shareClaims(size: Sized, shares: readonly Share[]): readonly Statement[] | null {
  const claims = shares.map(({ share, whole }) =>
    compareSizes(size, { side: null, ratio: share, size: "none" }, whole),
  );
  const found = claims.filter((claim) => claim !== null);
  return found.length < claims.length ? null : [...shares.flatMap(({ whole }) => whole.claims), ...found];
}

const wordUp = tagIf("relation", (word) => word === "upside");

/** What "they" are: their values were told where they were named. */
function unvalued(found: Figures): Figures {
  return { ...found, refs: found.refs.map(({ names }) => ({ names, quantity: null })), more: [] };
}

/** How far up a range something lies, told in percent. */
function placedAt(found: Figures, quantity: Quantity): Predicate {
  return {
    last: found,
    of: ({ subject }, denied) => {
      const of = edgesOf(found);
      const names = namesOf(subject);
      return of === null || !comparable(names, of)
        ? null
        : [
            ...valuesOf(found),
            ...names.map((name): Statement => ({ is: "position", of, quantity, figure: name, denied })),
          ];
    },
  };
}

/** `at 27 % of the day's range`, `12 % of the way up the 7-day range`, `27 % into the bands`. */
export const isUpRange: Parser<Predicate> = rule(
  alt(
    // "reaching 90 % of the way up the day's range"
    seq([tag("reach"), percentage, tag("way_up"), opt(tag("of"), null), figure], (_, share, __, ___, found) =>
      placedAt(found, share),
    ),
    seq([tag("at"), percentage, tag("of"), figure], (_, share, __, found) => placedAt(found, share)),
    // "in the lower quarter of the day's range, 12 % of the way up": of the range that was named
    seq([opt(tag("at"), null), percentage, tag("way_up"), opt(tag("it"), null)], (_, share): Predicate => ({
      last: null,
      of: (said, denied) => (said.they === null ? null : placedAt(unvalued(said.they), share).of(said, denied)),
    })),
    seq(
      [
        opt(tag("at"), null),
        percentage,
        // "92 % up the day's range"
        alt(
          tag("way_up"),
          tag("in"),
          tagIf("relation", (word) => word === "upside"),
        ),
        opt(tag("of"), null),
        figure,
      ],
      (_, share, __, ___, found) => placedAt(found, share),
    ),
  ),
);

/** `compared with 26 % for the Bollinger Bands`: how far up another range. */
export const isUpAnother: Parser<Predicate> = rule(
  seq([tag("against"), percentage, alt(tag("around"), tag("of")), figure], (_, share, __, found): Predicate => {
    const placed = placedAt(found, share);
    return {
      last: found,
      // Only behind how far up the first one was.
      of: (said, denied) => (denied || (said.ranges ?? []).length === 0 ? null : placed.of(said, false)),
    };
  }),
);

const shareUp = seq(
  [tag("comma"), opt(tag("at"), null), percentage, alt(tag("way_up"), wordUp)],
  (_, __, share) => share,
);

/** `in the lower quarter of the day's range, 7 % up, and of the Bollinger Bands, 15 % up`. */
export const isInPartOfEach: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("in"), null),
      tag("part"),
      tag("of"),
      figure,
      shareUp,
      opt(tag("comma"), null),
      tag("and"),
      tag("of"),
      figure,
      shareUp,
    ],
    (_, [from, to], __, first, share, ___, ____, _____, other, share2): Predicate => ({
      last: other,
      of: (said, denied) => {
        const ranges = [edgesOf(first), edgesOf(other)].filter((of) => of !== null);
        const names = namesOf(said.subject);
        const placed = [placedAt(first, share).of(said, false), placedAt(other, share2).of(said, false)];
        const shares = placed.filter((claims) => claims !== null);
        if (denied || ranges.length < 2 || shares.length < 2) return null;
        const parts = ranges.flatMap((of) =>
          names.map((name): Statement => ({ is: "part", of, from, to, figure: name, denied: false })),
        );
        return [...parts, ...shares.flat()];
      },
    }),
  ),
);

/** `in the upper half of the day's range of 3713.98`: the range with how wide it is. */
export const isInPartOfWidth: Parser<Predicate> = rule(
  seq([opt(tag("in"), null), tag("part"), tag("of"), rangeOfWidth], (_, [from, to], __, width): Predicate | null =>
    width.is !== "gap"
      ? null
      : {
          last: null,
          of: ({ subject }, denied) => {
            const of: Edges = [width.right, width.left];
            const names = namesOf(subject);
            return denied || !comparable(names, of)
              ? null
              : [width, ...names.map((name): Statement => ({ is: "part", of, from, to, figure: name, denied: false }))];
          },
        },
  ),
);
