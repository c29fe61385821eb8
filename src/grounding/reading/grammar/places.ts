import type { FigureName } from "../../../features/index.ts";
import type { Statement, Quantity, Side, Size } from "../statement.ts";
import { degree } from "./degrees.ts";
import { alt, map, notBefore, opt, type Parser, rule, seq, tag, tagIf } from "../parser.ts";
import { canHave, figure, figureList } from "./figures.ts";
import { distance, pair, quantities, quantity } from "./quantities.ts";
import { maybeSpan } from "./spans.ts";
import {
  comparable,
  compareAll,
  type Figures,
  figures,
  nameOf,
  namesOf,
  otherSum,
  type Predicate,
  type Said,
  valuesOf,
} from "./subjects.ts";

const noun = opt(
  alt(
    tag("moodNoun"),
    seq([tag("moodNoun"), tag("moodNoun")], () => true as const),
  ),
  null,
);

/** What something is above, below or near. */
type Landmark =
  | { readonly is: "figures"; readonly found: Figures }
  | { readonly is: "they" }
  | { readonly is: "close" }
  | { readonly is: "level"; readonly level: Quantity }
  | { readonly is: "zone"; readonly level: number }
  | { readonly is: "middle" };

const levelNames = new Set([30, 50, 70]);
const landmark: Parser<Landmark> = rule(
  alt(
    map(figureList, (found): Landmark => ({ is: "figures", found })),
    seq([alt(tag("they"), tag("both"))], (): Landmark => ({ is: "they" })),
    seq([alt(tag("it"), tag("product"))], (): Landmark => ({ is: "close" })),
    seq([tagIf("number", ({ size }) => levelNames.has(size)), noun], (level): Landmark => ({ is: "level", level })),
    seq([tagIf("zone", (zone) => zone === "overbought" || zone === "oversold"), noun], (zone): Landmark => ({
      is: "zone",
      level: zone === "overbought" ? 70 : 30,
    })),
    seq(
      [
        tagIf("zone", (zone) => zone === "overbought" || zone === "oversold"),
        noun,
        alt(tag("of"), tag("at")),
        tagIf("number", ({ size }) => levelNames.has(size)),
      ],
      (zone, _, __, { size }): Landmark | null =>
        size === (zone === "overbought" ? 70 : 30) ? { is: "zone", level: size } : null,
    ),
    seq(
      [tagIf("number", ({ size }) => size === 30 || size === 70), tag("zone"), noun],
      ({ size }, zone): Landmark | null =>
        size === (zone === "overbought" ? 70 : 30) ? { is: "zone", level: size } : null,
    ),
    seq([tagIf("part", ([from, to]) => from === 0.4 && to === 0.6), opt(tag("scaleMiddle"), null)], (): Landmark => ({
      is: "middle",
    })),
    seq(
      [
        tagIf("mood", (mood) => mood === "neutral"),
        opt(
          tagIf("number", ({ size }) => size === 50),
          null,
        ),
        noun,
      ],
      (): Landmark => ({ is: "middle" }),
    ),
    seq(
      [
        tagIf("number", ({ size }) => size === 50),
        alt(
          tagIf("part", ([from]) => from === 0.4),
          tagIf("mood", (mood) => mood === "neutral"),
        ),
        noun,
      ],
      (): Landmark => ({ is: "middle" }),
    ),
    seq(
      [
        tagIf("part", ([from, to]) => from === 0.4 && to === 0.6),
        opt(tag("scaleMiddle"), null),
        alt(tag("of"), tag("at")),
        tagIf("number", ({ size }) => size === 50),
      ],
      (): Landmark => ({ is: "middle" }),
    ),
  ),
);

function level(
  said: Said,
  side: Side,
  size: number,
  degreeSize: Size,
  far: Quantity | null,
  denied: boolean,
): readonly Statement[] | null {
  if (!namesOf(said.subject).includes("rsi") || namesOf(said.subject).length !== 1) return null;
  return [
    {
      is: "level",
      side,
      quantity: { size, sign: 0, step: 1, unit: "none", approx: false },
      figure: "rsi",
      denied,
      size: degreeSize,
      distance: far,
    },
  ];
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
  const found = mark.is === "they" ? said.they : mark.found;
  if (found === null) return null;
  const [lefts, rights] = [namesOf(said.subject), namesOf(found)];
  if (!comparable(lefts, rights)) return null;
  if (
    found.group === "range" &&
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
const byDistance = opt(
  alt(
    seq([tag("by"), distance], (_, far) => far),
    seq([tag("comma"), tag("by"), distance], (_, __, far) => far),
  ),
  null,
);

/** `355 above the rolling average`, `well below the day's high`, `near the upper band`, `higher than both averages by 10`. */
export const isBeside: Parser<Predicate> = rule(
  seq(
    [opt(distance, null), degree, sideWord, degree, landmark, byDistance, maybeSpan],
    (ahead, size, side, size2, mark, behind, span): Predicate | null => {
      if (ahead !== null && behind !== null) return null;
      const far = ahead ?? behind;
      if (far !== null && (side === "at" || side === "near")) return null;
      return {
        last: mark.is === "figures" ? mark.found : null,
        of: (said, denied) => {
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
      const size3 = typeof behind === "string" ? behind : null;
      return {
        last: mark.is === "figures" ? mark.found : null,
        of: (said, denied) => {
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

const inProduct = opt(
  seq([alt(tag("in"), tag("of"), tag("on")), alt(tag("product"), tag("productNoun"))], () => true as const),
  null,
);

/** The other one of two figures. */
function otherOf(name: FigureName | null, they: Figures | null): FigureName | null {
  const names = they === null ? [] : namesOf(they);
  if (name === null || names.length !== 2 || !names.includes(name)) return null;
  return names.find((other) => other !== name) ?? null;
}

/** In the short run, rises and falls are those of the RSI: "sellers have the edge in the near term". */
function inShortRun(left: FigureName, denied: boolean): readonly Statement[] {
  return [
    {
      is: "mood",
      mood: left === "buying_momentum" ? "bullish" : "bearish",
      scope: "short",
      denied,
      size: "none",
      of: "rsi",
    },
  ];
}

/** Of two sums the other one may be told by its value alone: `is above 12822.18`, `leads by 345`. */
export const besideOtherSum: Parser<Predicate> = rule(
  alt(
    seq(
      [
        degree,
        alt(
          tag("side"),
          tag("compareVerb"),
          seq([tag("against")], (): Side => "near"),
        ),
        quantity,
        opt(
          seq([alt(tag("of"), tag("on"), tag("in")), figure], (_, found) => found),
          null,
        ),
      ],
      (size, side, value, found): Predicate => ({
        last: null,
        of: (said, denied) => {
          const left = nameOf(said.subject);
          const other = otherSum(left);
          if (left === null || other === null || denied || (found !== null && nameOf(found) !== other)) return null;
          const told: Statement = { is: "value", figures: [other], quantity: value, way: null };
          return side === "near" ? [told] : [told, ...compareAll([left], side, [other], size ?? "none", null, denied)];
        },
      }),
    ),
    // "is more", "is a little stronger", "were larger than the other"
    seq(
      [
        opt(distance, null),
        degree,
        tag("comparative"),
        opt(
          seq([alt(tag("by"), tag("at")), distance], (_, far) => far),
          null,
        ),
        maybeSpan,
      ],
      (ahead, size, side, behind, span): Predicate => ({
        last: null,
        of: (said, denied) => {
          const left = nameOf(said.subject);
          const other = otherSum(left) ?? otherOf(left, said.they);
          if (left === null || other === null || (span !== null && (span !== "day" || otherSum(left) === null)))
            return null;
          return compareAll([left], side, [other], size ?? "none", ahead ?? behind, denied);
        },
      }),
    ),
    // "have the upper hand", "ahead at 8.19 to 7.85", "hold a narrow lead over buying momentum"
    seq(
      [
        opt(tag("have"), null),
        degree,
        tag("lead"),
        inProduct,
        opt(
          seq(
            [
              alt(
                tagIf("side", (side) => side === "above"),
                tag("against"),
              ),
              figure,
            ],
            (_, found) => found,
          ),
          null,
        ),
        opt(
          seq(
            [
              alt(tag("at"), tag("by"), tag("of"), tag("comma")),
              alt(
                distance,
                pair,
                seq([quantity, tag("against"), quantity], (one, _, two): readonly [Quantity, Quantity] => [one, two]),
              ),
            ],
            (_, value) => value,
          ),
          null,
        ),
        maybeSpan,
      ],
      (_, size, __, ___, over, value, span): Predicate => ({
        last: null,
        of: (said, denied) => {
          const left = nameOf(said.subject);
          const other = otherSum(left);
          if (left === null || other === null || (over !== null && nameOf(over) !== other) || span === "candle")
            return null;
          if (span === "short") return value === null && over === null ? inShortRun(left, denied) : null;
          const claims = [
            ...(over === null ? [] : valuesOf(over)),
            ...compareAll([left], "above", [other], size ?? "none", null, denied),
          ];
          if (value === null) return claims;
          if (!("size" in value))
            return [
              ...claims,
              { is: "value", figures: [left], quantity: value[0], way: null },
              { is: "value", figures: [other], quantity: value[1], way: null },
            ];
          return compareAll([left], "above", [other], size ?? "none", value, denied);
        },
      }),
    ),
  ),
);

/** `dominated BTC-USD`: stronger than the other one. */
export const dominates: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("have"), null),
      degree,
      tagIf("compareVerb", (side) => side === "above"),
      alt(tag("product"), tag("productNoun")),
      maybeSpan,
    ],
    (_, size, __, ___, span): Predicate => ({
      last: null,
      of: (said, denied) => {
        const left = nameOf(said.subject);
        const other = otherSum(left);
        if (left === null || other === null || (span !== null && span !== "day")) return null;
        return compareAll([left], "above", [other], size ?? "none", null, denied);
      },
    }),
  ),
);

const whole = tag("of");
const top = (from: number, to: number): boolean => from >= 0.5 && to === 1;

function placed(said: Said, found: Figures, from: number, to: number, denied: boolean): readonly Statement[] | null {
  if (found.group !== "bands" && found.group !== "range") return null;
  const names = namesOf(said.subject);
  if (!comparable(names, namesOf(found))) return null;
  const of = found.group;
  return [...valuesOf(found), ...names.map((name): Statement => ({ is: "part", of, from, to, figure: name, denied }))];
}

const middle = tagIf("part", ([from, to]) => from === 0.4 && to === 0.6);
const wholeOf = alt(
  seq([alt(whole, tag("between"), tag("in")), figure], (_, found) => found),
  seq([whole, tag("they")], () => "they" as const),
);

/** `in the upper half of the bands`, `near the middle of the range`, `a fifth of the way up the range`. */
export const isInPart: Parser<Predicate> = rule(
  alt(
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
          const range = found === "they" ? said.they : found;
          return range === null ? null : placed(said, range, from, to, denied);
        },
      }),
    ),
    seq(
      [degree, tagIf("side", (side) => side === "above" || side === "below"), middle, wholeOf],
      (size, side, _, found): Predicate => ({
        last: found === "they" ? null : found,
        of: (said, denied) => {
          const range = found === "they" ? said.they : found;
          const far = size === "small" ? 0.15 : 0.5;
          return range === null || denied
            ? null
            : placed(said, range, side === "above" ? 0.5 : 0.5 - far, side === "above" ? 0.5 + far : 0.5, denied);
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
        const far = size === "small" ? 0.15 : 0.5;
        return {
          last: null,
          of: (said, denied) =>
            said.they === null
              ? null
              : side === null
                ? placed(said, said.they, from, to, denied)
                : denied
                  ? null
                  : placed(
                      { ...said },
                      { ...said.they, refs: said.they.refs.map(({ names }) => ({ names, quantity: null })) },
                      side === "above" ? 0.5 : 0.5 - far,
                      side === "above" ? 0.5 + far : 0.5,
                      false,
                    ),
        };
      },
    ),
    // "in the lower half of the scale": the RSI
    seq([opt(tag("in"), null), tag("part"), opt(tag("scaleMiddle"), false)], (_, [from, to], scale): Predicate => ({
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
    })),
  ),
);

/** `within the bands`, `inside them`, `between the lower band of A and the upper band of B`, `outside the bands`. */
export const isWithin: Parser<Predicate> = rule(
  seq(
    [
      degree,
      alt(
        seq([opt(tag("halfway"), null), tag("within")], (): boolean => true),
        seq([tag("outside")], (): boolean => false),
      ),
      alt(
        figureList,
        seq([tag("they")], () => "they" as const),
      ),
    ],
    (_, inside, named): Predicate => ({
      last: named === "they" ? null : named,
      of: (said, denied) => {
        const found = named === "they" ? said.they : named;
        if (found === null) return null;
        const names = namesOf(said.subject);
        if (!comparable(names, namesOf(found))) return null;
        const values = named === "they" ? [] : valuesOf(found);
        const { group } = found;
        if (group === "bands" || group === "range")
          return [
            ...values,
            ...names.map((name): Statement => ({ is: "within", of: group, inside, figure: name, denied })),
          ];
        const [low, high, third] = namesOf(found);
        if (low === undefined || high === undefined || third !== undefined || !inside) return null;
        return [...values, ...names.map((name): Statement => ({ is: "between", figure: name, low, high, denied }))];
      },
    }),
  ),
);

const opposite: Readonly<Partial<Record<FigureName, FigureName>>> = {
  bollinger_upper: "bollinger_lower",
  bollinger_lower: "bollinger_upper",
  daily_high: "daily_low",
  daily_low: "daily_high",
};

type End =
  | Figures
  | "high"
  | "low"
  | { readonly is: "extreme"; readonly end: "high" | "low"; readonly value: Quantity };
const ends: Parser<End> = alt(
  figure,
  tag("extremeOf"),
  seq([tag("extremeOf"), alt(tag("of"), tag("at")), quantity], (end, _, value): End => ({ is: "extreme", end, value })),
  seq([tag("extremeOf"), tag("open"), quantity, tag("close")], (end, _, value): End => ({ is: "extreme", end, value })),
  seq([quantity, tag("extremeOf")], (value, end): End => ({ is: "extreme", end, value })),
  map(tag("part"), ([from, to]): "high" | "low" | null =>
    top(from, to) ? "high" : from === 0 && to <= 0.5 ? "low" : null,
  ),
);

function endOf(told: End, they: Figures | null, other: FigureName | null): FigureName | null {
  if (typeof told !== "string" && told.is === "figures") return nameOf(told);
  const end = typeof told === "string" ? told : told.end;
  if (other !== null) return opposite[other] ?? null;
  if (they === null || (they.group !== "bands" && they.group !== "range")) return null;
  return namesOf(they)[end === "high" ? 1 : 0] ?? null;
}

const ofThem = opt(
  seq([whole, alt(tag("they"), tag("two"))], () => true as const),
  null,
);

/** `closer to the lower band than to the upper one`, `nearer the top than the bottom`. */
export const isCloser: Parser<Predicate> = rule(
  seq(
    [
      degree,
      tag("closer"),
      opt(tag("to"), null),
      ends,
      ofThem,
      opt(
        seq([tag("than"), opt(tag("to"), null), ends], (_, __, found) => found),
        null,
      ),
    ],
    (size, _, __, to, ___, than): Predicate => ({
      last: typeof to === "string" || to.is === "extreme" ? null : to,
      of: (said, denied) => {
        const names = namesOf(said.subject);
        const one = endOf(to, said.they, null);
        const two = than === null ? null : endOf(than, said.they, one);
        const other = two ?? (one === null ? null : (opposite[one] ?? null));
        if (one === null || other === null || denied || !comparable(names, [one]) || !comparable(names, [other]))
          return null;
        const values = [to, than].flatMap((found, index): readonly Statement[] => {
          if (found === null || typeof found === "string") return [];
          return found.is === "figures"
            ? valuesOf(found)
            : [{ is: "value", figures: [index === 0 ? one : other], quantity: found.value, way: null }];
        });
        return [
          ...values,
          ...names.map((figureName): Statement => ({
            is: "closer",
            figure: figureName,
            to: one,
            than: other,
            size: size ?? "none",
          })),
        ];
      },
    }),
  ),
);

/** `about the same`, `nearly equal at 0.1353 and 0.1355`: said of two. */
export const isSame: Parser<Predicate> = rule(
  seq(
    [
      degree,
      tag("same"),
      opt(
        seq(
          [
            opt(alt(tag("at"), tag("comma"), tag("of")), null),
            opt(tag("at"), null),
            alt(
              quantity,
              pair,
              seq([quantity, tag("against"), quantity], (one, _, two): readonly [Quantity, Quantity] => [one, two]),
            ),
          ],
          (_, __, value) => value,
        ),
        null,
      ),
      opt(tag("both"), null),
    ],
    (_, __, value): Predicate => ({
      last: null,
      of: (said, denied) => {
        const names = namesOf(said.subject);
        const [a, b] = names;
        if (a === undefined || b === undefined || !comparable([a], names.slice(1))) return null;
        const claims = names.slice(1).flatMap((name) => compareAll([a], "near", [name], "none", null, denied));
        if (value === null) return claims;
        if (denied || names.length !== 2) return null;
        const values = "size" in value ? [value, value] : value;
        return [
          ...claims,
          ...names.map((name, index): Statement => ({
            is: "value",
            figures: [name],
            quantity: values[index] ?? values[0],
            way: null,
          })),
        ];
      },
    }),
  ),
);

/** `4040 points away`, `less than 10 points away from the last close`, `two cents apart`. */
export const isAway: Parser<Predicate> = rule(
  alt(
    seq(
      [opt(distance, null), degree, tag("away"), opt(tag("fromWord"), null), opt(figure, null)],
      (far, size, _, __, found): Predicate | null => {
        if (far === null && found === null) return null;
        return {
          last: found,
          of: (said, denied) => {
            const names = namesOf(said.subject);
            const [left, right] =
              found === null
                ? names.length === 2
                  ? names
                  : [names[0], "last_close" as const]
                : [names[0], nameOf(found)];
            if (left === undefined || right === undefined || right === null || left === right) return null;
            if (names.length > (found === null ? 2 : 1) || !comparable([left], [right])) return null;
            return [
              ...(found === null ? [] : valuesOf(found)),
              { is: "gap", left, right, quantity: far, size: size ?? "none", denied },
            ];
          },
        };
      },
    ),
    // "is 868.65 wide"
    seq([distance, tag("wide")], (far): Predicate => ({
      last: null,
      of: (said, denied) => {
        const [low, high] = namesOf(said.subject);
        const isRange =
          said.subject.is === "figures" && (said.subject.group === "bands" || said.subject.group === "range");
        return !isRange || low === undefined || high === undefined
          ? null
          : [{ is: "gap", left: high, right: low, quantity: far, size: "none", denied }];
      },
    })),
    // "is 40 overhead", "lies 766 below": seen from the close
    seq([distance, tagIf("side", (side) => side === "above" || side === "below")], (far, side): Predicate => ({
      last: null,
      of: (said, denied) => {
        const name = said.subject.is === "figures" ? nameOf(said.subject) : null;
        if (name === null || denied || !comparable([name], ["last_close"])) return null;
        return compareAll([name], side, ["last_close"], "none", far, denied);
      },
    })),
  ),
);

/** `runs from 7.07 to 7.45`, `spans more than 10000 points`. Of a range or the bands. */
export const runsBetween: Parser<Predicate> = rule(
  seq(
    [tag("runs"), opt(alt(tag("fromWord"), tag("between")), null), alt(pair, distance)],
    (_, __, value): Predicate => ({
      last: null,
      of: (said, denied) => {
        const { subject } = said;
        if (
          denied ||
          (subject.is === "figures"
            ? subject.group !== "range" && subject.group !== "bands"
            : subject.is !== "product" || "size" in value)
        )
          return null;
        const [low, high] = subject.is === "figures" ? namesOf(subject) : (["daily_low", "daily_high"] as const);
        if (low === undefined || high === undefined) return null;
        if ("size" in value) return [{ is: "gap", left: low, right: high, quantity: value, size: "none" }];
        const [one, two] = [...value].sort((a, b) => a.size - b.size);
        if (one === undefined || two === undefined) return null;
        return [
          { is: "value", figures: [low], quantity: one, way: null },
          { is: "value", figures: [high], quantity: two, way: null },
        ];
      },
    }),
  ),
);

/** `the higher of the two averages`. */
export const isHigherOfTwo: Parser<Predicate> = rule(
  seq(
    [tag("extremeOf"), whole, opt(alt(tag("two"), tag("they")), null), opt(figure, null)],
    (end, _, __, found): Predicate => ({
      last: null,
      of: (said, denied) => {
        const left = nameOf(said.subject);
        const group = found ?? said.they;
        if (left === null || group === null || denied) return null;
        const others = namesOf(group).filter((name) => name !== left);
        if (others.length !== 1 || !namesOf(group).includes(left)) return null;
        return compareAll([left], end === "high" ? "above" : "below", others, "none", null, denied);
      },
    }),
  ),
);

/** A value: `at 29.90`, `is 29.90`, `are 2.33 and 2.25`. */
export const valueOf: Parser<Predicate> = rule(
  alt(
    map(notBefore(quantities, "side", "moveAdjective", "away", "closer"), (found): Predicate => ({
      last: null,
      of: (said, denied) => {
        if (said.subject.is === "figures" && said.subject.refs.some(({ names }) => !canHave(names, found))) return null;
        const refs =
          said.subject.is === "product"
            ? [{ names: ["last_close" as const], quantity: null }]
            : said.subject.is === "figures"
              ? said.subject.refs
              : [];
        if (
          denied ||
          refs.length === 0 ||
          (refs.length > 1 && (found.length > 1 || refs.some(({ quantity: value }) => value !== null)))
        )
          return null;
        return refs.flatMap(({ names }) =>
          found.map((value): Statement => ({ is: "value", figures: names, quantity: value, way: null })),
        );
      },
    })),
    map(pair, (found): Predicate => ({
      last: null,
      of: (said, denied) => {
        if (denied || said.subject.is !== "figures" || said.subject.refs.length !== 2) return null;
        const ordered =
          said.subject.group === "bands" || said.subject.group === "range"
            ? [...found].sort((a, b) => a.size - b.size)
            : found;
        return said.subject.refs.map(({ names }, index): Statement => ({
          is: "value",
          figures: names,
          quantity: ordered[index] ?? found[0],
          way: null,
        }));
      },
    })),
  ),
);

/** `overhead`: above the close. */
export const isOverhead: Parser<Predicate> = rule(
  alt(
    seq([distance, tag("overhead")], (far): Predicate => ({
      last: null,
      of: (said, denied) =>
        said.subject.is !== "figures" || denied || !comparable(namesOf(said.subject), ["last_close"])
          ? null
          : compareAll(namesOf(said.subject), "above", ["last_close"], "none", far, false),
    })),
    seq([tag("overhead")], (): Predicate => ({
      last: null,
      of: (said, denied) =>
        said.subject.is !== "figures" || !comparable(namesOf(said.subject), ["last_close"])
          ? null
          : compareAll(namesOf(said.subject), "above", ["last_close"], "none", null, denied),
    })),
    // "price inside": of the bands that were named
    seq([tag("inside_")], (): Predicate => ({
      last: null,
      of: (said, denied) => {
        const group = said.they?.group;
        const names = namesOf(said.subject);
        return (group !== "bands" && group !== "range") ||
          !comparable(names, said.they === null ? [] : namesOf(said.they))
          ? null
          : names.map((name): Statement => ({ is: "within", of: group, inside: true, figure: name, denied }));
      },
    })),
  ),
);

/** `2.5 times selling momentum`, `more than twice as strong as sellers`, `double the selling momentum`. */
export const isTimes: Parser<Predicate> = rule(
  seq(
    [
      opt(alt(tag("bound"), tag("approx")), null),
      alt(
        tag("multiple"),
        seq([tag("number"), tag("times")], ({ size }) => size),
      ),
      opt(
        seq(
          [tag("as"), alt(tag("comparative"), tag("mood"), tag("degree"), tag("positive_")), tag("as")],
          () => true as const,
        ),
        null,
      ),
      figure,
    ],
    (limit, times, _, found): Predicate => ({
      last: found,
      of: (said, denied) => {
        const [left, right] = [nameOf(said.subject), nameOf(found)];
        if (left === null || right === null || denied || otherSum(left) !== right) return null;
        const bound = limit === "under" || limit === "over" ? { bound: limit } : {};
        return [
          ...valuesOf(found),
          {
            is: "gap",
            left,
            right,
            quantity: {
              size: times,
              sign: 0,
              step: Number.isInteger(times) ? 0.5 : 0.1,
              unit: "times",
              approx: limit === null,
              ...bound,
            },
            size: "none",
          },
        ];
      },
    }),
  ),
);

