import { type Parser, alt, map, opt, rule, seq, tag, tagIf } from "../../../parser/parser.ts";
import type { Edges, Scope, Side, Size, Statement } from "../../../statement.ts";
import { degree } from "../../movements/degrees.ts";
import { edgesNamed, knownEdges, tradedOver, tradedScopeOf } from "../edges.ts";
import { isInPartAside, isInPartOfTold } from "./parts-of-told.ts";
import { figureList } from "../figure-lists.ts";
import { figure } from "../figures.ts";
import { rangeOfWidth } from "../ranges.ts";
import {
  type Figures,
  figures,
  type Predicate,
  type Said,
  comparable,
  nameOf,
  namesOf,
  valuesOf,
} from "../../subjects.ts";

const allTraded = knownEdges.filter(([low]) => tradedScopeOf(low) !== null);

export const whole = tag("of");

export const top = (from: number, to: number): boolean => from >= 0.5 && to === 1;

function placed(said: Said, found: Figures, from: number, to: number, denied: boolean): readonly Statement[] | null {
  const names = namesOf(said.subject);
  if (!comparable(names, namesOf(found))) return null;
  const of = edgesNamed(found);
  return of === null
    ? null
    : [...valuesOf(found), ...names.map((name): Statement => ({ is: "part", of, from, to, figure: name, denied }))];
}

/** What "they" are: their values were told where they were named. */
function unvalued<Found extends Figures | null>(found: Found): Found {
  return found === null
    ? found
    : { ...found, refs: found.refs.map(({ names }) => ({ names, quantity: null })), more: [] };
}

const middle = tagIf("part", ([from, to]) => from === 0.4 && to === 0.6);

/** The part beside the middle of a range: "a little above it" ends where "well above it" starts. */
function besideMiddle(side: Side, size: Size | null): readonly [from: number, to: number] {
  const [near, far] = size === "small" ? [0, 0.15] : size === "large" ? [0.15, 0.5] : [0, 0.5];
  return side === "above" ? [0.5 + near, 0.5 + far] : [0.5 - far, 0.5 - near];
}

const wholeOf = alt(
  seq([alt(whole, tag("between"), tag("in")), figure], (_, found) => found),
  // "in the upper quarter between the day's low of A and the day's high of B"
  seq([tag("between"), figureList], (_, found) => (found.refs.length === 2 && found.group === null ? found : null)),
  // "in the upper half of the day": of what was traded over it
  seq(
    [
      whole,
      alt(
        map(tag("day"), (): Scope => "day"),
        tag("hours"),
      ),
    ],
    (_, scope): Figures | null => {
      const edges = tradedOver(scope);
      return edges === undefined
        ? null
        : figures(
            edges.map((name) => ({ names: [name], quantity: null })),
            "range",
          );
    },
  ),
  seq([whole, alt(tag("they"), tag("it"))], () => "they" as const),
);

/** `in the lower half of both the bands and the day's range`. */
const isInPartOfBoth: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("in"), null),
      degree,
      tag("part"),
      whole,
      opt(tag("either"), null),
      figure,
      tag("and"),
      opt(whole, null),
      figure,
    ],
    (_, __, [from, to], ___, ____, one, _____, ______, two): Predicate | null =>
      one.group === two.group && nameOf(one) === nameOf(two) && namesOf(one).join() === namesOf(two).join()
        ? null
        : {
            last: two,
            of: (said, denied) => {
              const [first, second] = [placed(said, one, from, to, denied), placed(said, two, from, to, denied)];
              return denied || first === null || second === null ? null : [...first, ...second];
            },
          },
  ),
);

/** `in the upper half of the bands`, `near the middle of the range`, `a fifth of the way up the range`. */
export const isInPart: Parser<Predicate> = rule(
  alt(
    isInPartOfBoth,
    isInPartOfTold,
    isInPartAside,
    // "in the upper quarter of both ranges": of every range of traded prices
    seq(
      [opt(tag("in"), null), degree, tag("part"), whole, tagIf("relation", (word) => word === "both ranges")],
      (_, __, [from, to]): Predicate => ({
        last: null,
        of: ({ subject }, denied) => {
          const names = namesOf(subject);
          return denied || !comparable(names, allTraded.flat())
            ? null
            : allTraded.flatMap((of) =>
                names.map((name): Statement => ({ is: "part", of, from, to, figure: name, denied })),
              );
        },
      }),
    ),
    seq(
      [
        opt(
          alt(
            tag("in"),
            tagIf("side", (side) => side === "near" || side === "at"),
          ),
          null,
        ),
        degree,
        tag("part"),
        wholeOf,
      ],
      (_, __, [from, to], found): Predicate => ({
        last: found === "they" ? null : found,
        of: (said, denied) => {
          const range = found === "they" ? unvalued(said.they) : found;
          return range === null ? null : placed(said, range, from, to, denied);
        },
      }),
    ),
    seq(
      [degree, tagIf("side", (side) => side === "above" || side === "below"), middle, wholeOf],
      (size, side, _, found): Predicate => ({
        last: found === "they" ? null : found,
        of: (said, denied) => {
          const range = found === "they" ? unvalued(said.they) : found;
          return range === null || denied ? null : placed(said, range, ...besideMiddle(side, size), denied);
        },
      }),
    ),
    // "in the lower half of the 0.0013-wide Bollinger Bands"
    seq(
      [opt(tag("in"), null), degree, tag("part"), whole, rangeOfWidth],
      (_, __, [from, to], ___, width): Predicate => ({
        last: null,
        of: ({ subject }, denied) => {
          const names = namesOf(subject);
          if (denied || width.is !== "gap" || !comparable(names, [width.left])) return null;
          const of: Edges = [width.right, width.left];
          return [
            width,
            ...names.map((figureName): Statement => ({ is: "part", of, from, to, figure: figureName, denied })),
          ];
        },
      }),
    ),
    seq([opt(tag("approx"), null), tag("fraction"), tag("way_up"), figure], (_, share, __, found): Predicate => ({
      last: found,
      of: (said, denied) => (denied ? null : placed(said, found, share - 0.05, share + 0.05, denied)),
    })),
    // "a little above its midpoint": of the range that was named
    seq(
      [
        opt(
          alt(
            tag("in"),
            tagIf("side", (side) => side === "near" || side === "at"),
          ),
          null,
        ),
        degree,
        opt(
          tagIf("side", (side) => side === "above" || side === "below"),
          null,
        ),
        tag("part"),
      ],
      (_, size, side, [from, to]): Predicate | null => {
        if (side !== null && (from !== 0.4 || to !== 0.6)) return null;
        return {
          last: null,
          of: (said, denied) => {
            if (said.they === null) return null;
            const they = unvalued(said.they);
            if (side === null) return placed(said, they, from, to, denied);
            return denied ? null : placed(said, they, ...besideMiddle(side, size), false);
          },
        };
      },
    ),
    // "in the lower half of the scale": the RSI
    seq(
      [degree, opt(tag("in"), null), tag("part"), opt(tag("scaleMiddle"), false)],
      (_, __, [from, to], scale): Predicate => ({
        last: null,
        of: (said, denied) => {
          if (nameOf(said.subject) !== "rsi") return null;
          if (scale === false && from !== 0.4) return null;
          return [
            {
              is: "part",
              of: "scale",
              from: from === 0.4 ? 0.35 : from,
              to: to === 0.6 ? 0.65 : to,
              figure: "rsi",
              denied,
            },
          ];
        },
      }),
    ),
  ),
);
