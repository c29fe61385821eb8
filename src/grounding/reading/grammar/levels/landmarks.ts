import { figureOf } from "../../../../features/index.ts";
import { limitsOf } from "../../../claims/kinds/zone.ts";
import { type Parser, alt, opt, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Quantity, Side, Size, Statement } from "../../statement.ts";
import { degree } from "../movements/degrees.ts";
import { tradedScopeOf } from "./edges.ts";
import { type Landmark, landmark, limits, zero } from "./landmark.ts";
import { figure } from "./figures.ts";
import { distance } from "./quantities.ts";
import { maybeSpan } from "../movements/spans.ts";
import { type Predicate, type Said, comparable, compareAll, nameOf, namesOf, otherSum, valuesOf } from "../subjects.ts";
import { inShortRun } from "../movements/sums.ts";

function level(
  said: Said,
  side: Side,
  size: number,
  degreeSize: Size,
  far: Quantity | null,
  denied: boolean,
): readonly Statement[] | null {
  const names = namesOf(said.subject);
  if (names.length === 0 || !names.every((name) => limitsOf(figureOf(name).kind).includes(size))) return null;
  return names.map((name): Statement => ({
    is: "level",
    side,
    quantity: { ...zero, size },
    figure: name,
    denied,
    size: degreeSize,
    distance: far,
  }));
}

/** What a side, a degree and a distance from a landmark claim of a subject. */
function compare(
  said: Said,
  side: Side,
  mark: Landmark,
  size: Size,
  far: Quantity | null,
  denied: boolean,
): readonly Statement[] | null {
  if (mark.is === "level") return level(said, side, mark.level.size, size, far, denied);
  if (mark.is === "zone") return level(said, side, mark.level, size, far, denied);
  if (mark.is === "middle") return level(said, side, 50, size, far, denied);
  if (mark.is === "close") {
    const names = namesOf(said.subject);
    return said.subject.is === "product" || !comparable(names, ["last_close"])
      ? null
      : compareAll(names, side, ["last_close"], size, far, denied);
  }
  if (mark.is === "edge") {
    const { they } = said;
    const edge =
      they?.group === "bands" || they?.group === "range" ? namesOf(they)[mark.end === "high" ? 1 : 0] : undefined;
    const names = namesOf(said.subject);
    return edge === undefined || !comparable(names, [edge]) ? null : compareAll(names, side, [edge], size, far, denied);
  }
  const found = mark.is === "they" ? said.they : mark.found;
  if (found === null) return null;
  const [lefts, rights] = [namesOf(said.subject), namesOf(found)];
  if (!comparable(lefts, rights)) return null;
  if (
    found.group === "range" &&
    tradedScopeOf(rights[0] ?? null) === "day" &&
    said.subject.is !== "figures" &&
    mark.is === "figures" &&
    found.refs.every(({ quantity: value }) => value === null)
  )
    return null;
  return [...(mark.is === "they" ? [] : valuesOf(found)), ...compareAll(lefts, side, rights, size, far, denied)];
}

const sideWord: Parser<Side> = alt(
  tag("side"),
  seq([tag("at")], (): Side => "at"),
  seq([tag("comparative"), tag("than")], (side): Side => side),
);

/** `small beside the realized volatility`: of measures, below by much. */
export const isSmallBeside: Parser<Predicate> = rule(
  seq([tagIf("relation", (word) => word === "small beside"), figure], (_, found): Predicate => ({
    last: found,
    of: (said, denied) => {
      const [left, right] = [nameOf(said.subject), nameOf(found)];
      if (left === null || right === null || denied || figureOf(left).kind.is !== "width") return null;
      return comparable([left], [right])
        ? [...valuesOf(found), ...compareAll([left], "below", [right], "large", null, false)]
        : null;
    },
  })),
);

const byDistance = opt(
  alt(
    seq([tag("by"), distance], (_, far) => far),
    seq([tag("comma"), tag("by"), distance], (_, __, far) => far),
  ),
  null,
);

/** `nudging above the EMA`: by a little. */
const isJustBeyond: Parser<Predicate> = seq(
  [
    tagIf("relation", (word) => word === "just beyond"),
    tagIf("side", (side) => side === "above" || side === "below"),
    landmark,
  ],
  (_, side, mark): Predicate => ({
    last: mark.is === "figures" ? mark.found : null,
    of: (said, denied) => (denied ? null : compare(said, side, mark, "small", null, false)),
  }),
);

/** `355 above the rolling average`, `well below the day's high`, `near the upper band`, `higher than both averages by 10`. */
export const isBeside: Parser<Predicate> = rule(
  alt(
    isJustBeyond,
    seq(
      [opt(distance, null), degree, sideWord, degree, landmark, byDistance, maybeSpan],
      (ahead, size, side, size2, mark, behind, span): Predicate | null => {
        if (ahead !== null && behind !== null) return null;
        // "Small next to the realized volatility" is no nearness.
        if (size === "small" && side === "near") return null;
        const far = ahead ?? behind;
        // "The MACD signal line of -5.19 below zero": a distance has no sign.
        if (far !== null && far.sign !== 0) return null;
        if (far !== null && (side === "at" || side === "near")) return null;
        // "Below 50 yet above 30" are two limits, and no distance from one.
        const isLimit =
          far?.bound !== undefined && far.unit === "none" && (mark.is === "level" || limits.has(far.size));
        if (isLimit) return null;
        return {
          last: mark.is === "figures" ? mark.found : null,
          of: (said, denied) => {
            // "Does not nearly equal" denies what is near, and not what is equal.
            if (denied && side === "at" && (size ?? size2) === "small") return null;
            // "Not far below" is below, by a little.
            if (denied && (size ?? size2) === "large" && far === null && (side === "above" || side === "below"))
              return span === null ? compare(said, side, mark, "small", null, false) : null;
            if (span === null) return compare(said, side, mark, size ?? size2 ?? "none", far, denied);
            const [left] = namesOf(said.subject);
            if (left === undefined || mark.is !== "figures") return null;
            const other = otherSum(left);
            if (span === "short" && other !== null)
              return far === null &&
                valuesOf(mark.found).length === 0 &&
                nameOf(mark.found) === other &&
                (side === "above" || side === "below")
                ? inShortRun(side === "above" ? left : other, denied)
                : null;
            return span === "short" || (span === "day" && other !== null)
              ? compare(said, side, mark, size ?? size2 ?? "none", far, denied)
              : null;
          },
        };
      },
    ),
  ),
);

/** `exceeds selling momentum of 1.56 by 0.18`, `has not exceeded the upper band`. */
export const comparesTo: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("have"), null),
      degree,
      tag("compareVerb"),
      degree,
      landmark,
      opt(
        alt(
          seq([tag("by"), distance], (_, far) => far),
          seq([tag("comma"), tag("by"), distance], (_, __, far) => far),
          tag("degree"),
        ),
        null,
      ),
      maybeSpan,
    ],
    (_, size, side, size2, mark, behind, span): Predicate | null => {
      const far = behind !== null && typeof behind === "object" ? behind : null;
      // "Does not nearly equal" denies what is near, and not what is equal.
      const isNearly = side === "at" && (size === "small" || size2 === "small");
      const size3 = typeof behind === "string" ? behind : null;
      return {
        last: mark.is === "figures" ? mark.found : null,
        of: (said, denied) => {
          if (isNearly && denied) return null;
          if (span !== null) {
            const [left] = namesOf(said.subject);
            if (left === undefined || otherSum(left) === null || span === "candle") return null;
            if (span === "short")
              return far === null &&
                mark.is === "figures" &&
                valuesOf(mark.found).length === 0 &&
                nameOf(mark.found) === otherSum(left) &&
                (side === "above" || side === "below")
                ? inShortRun(side === "above" ? left : (otherSum(left) ?? left), denied)
                : null;
          }
          return compare(said, side, mark, size ?? size2 ?? size3 ?? "none", far, denied);
        },
      };
    },
  ),
);

const zeroWord = alt(
  tag("zeroLine"),
  tagIf("number", ({ size, unit }) => size === 0 && unit === "none"),
);

/** `above both its signal line of 27.45 and zero`: a line beside the one that follows it, and beside zero. */
export const isBesideZeroToo: Parser<Predicate> = rule(
  seq(
    [
      degree,
      alt(tag("side"), tag("compareVerb")),
      opt(tag("either"), null),
      // "above both zero and its signal line"
      alt(
        seq([figure, tag("and"), opt(tag("side"), null), zeroWord], (found, _, again) => ({ found, again })),
        seq([zeroWord, tag("and"), opt(tag("side"), null), figure], (_, __, again, found) => ({ found, again })),
      ),
    ],
    (size, side, _, { found, again }): Predicate | null =>
      size !== null || (side !== "above" && side !== "below") || (again !== null && again !== side)
        ? null
        : {
            last: found,
            of: (said, denied) => {
              const [name, signal] = [nameOf(said.subject), nameOf(found)];
              if (name === null || signal === null || denied || !comparable([name], [signal])) return null;
              const beside = level(said, side, 0, "none", null, false);
              return beside === null
                ? null
                : [...valuesOf(found), ...compareAll([name], side, [signal], "none", null, false), ...beside];
            },
          },
  ),
);
