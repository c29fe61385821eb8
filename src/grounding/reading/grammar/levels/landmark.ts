import { catalogue, type CatalogueFigure } from "../../../../features/index.ts";
import { limitsOf } from "../../../claims/kinds/zone.ts";
import { alt, map, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Quantity } from "../../statement.ts";
import { figureList } from "./figure-lists.ts";
import type { Figures } from "../subjects.ts";

const noun = opt(
  alt(
    tag("moodNoun"),
    seq([tag("moodNoun"), tag("moodNoun")], () => true as const),
  ),
  null,
);

/** What something is above, below or near. */
export type Landmark =
  | { readonly is: "figures"; readonly found: Figures }
  | { readonly is: "they" }
  | { readonly is: "close" }
  | { readonly is: "level"; readonly level: Quantity }
  | { readonly is: "zone"; readonly level: number }
  | { readonly is: "middle" }
  | { readonly is: "edge"; readonly end: "high" | "low" };

/** The limits of every figure that has some. */
export const limits = new Set((catalogue as readonly CatalogueFigure[]).flatMap(({ kind }) => limitsOf(kind)));

export const zero: Quantity = { size: 0, sign: 0, step: 1, unit: "none", approx: false };

/** A limit has no minus sign: the RSI is on neither side of "-70". */
const isLimit = ({ size, sign, unit }: Quantity): boolean =>
  limits.has(size) && sign !== -1 && (unit === "none" || unit === "points");

export const landmark: Parser<Landmark> = rule(
  alt(
    map(figureList, (found): Landmark => ({ is: "figures", found })),
    seq([alt(tag("they"), tag("both"))], (): Landmark => ({ is: "they" })),
    // "Above it" is above what was named last, which may be another figure: see the pieces that carry on.
    seq([tag("product")], (): Landmark => ({ is: "close" })),
    seq([tagIf("number", isLimit), noun], (number): Landmark => ({ is: "level", level: number })),
    seq([tag("zeroLine"), noun], (): Landmark => ({ is: "level", level: zero })),
    // "the threshold of 70"
    seq(
      [
        tag("moodNoun"),
        alt(tag("of"), tag("at")),
        tagIf("number", ({ size, sign }) => limits.has(size) && sign !== -1),
      ],
      (_, __, at): Landmark => ({
        is: "level",
        level: at,
      }),
    ),
    // "near the lower one": of the bands or the range that was named
    seq([tag("extremeOf")], (end): Landmark => ({ is: "edge", end })),
    seq([tagIf("zone", (zone) => zone === "overbought" || zone === "oversold"), noun], (zone): Landmark => ({
      is: "zone",
      level: zone === "overbought" ? 70 : 30,
    })),
    seq(
      [
        tagIf("zone", (zone) => zone === "overbought" || zone === "oversold"),
        noun,
        opt(alt(tag("of"), tag("at")), null),
        tagIf("number", ({ size, sign }) => limits.has(size) && sign !== -1),
      ],
      (zone, _, __, { size }): Landmark | null =>
        size === (zone === "overbought" ? 70 : 30) ? { is: "zone", level: size } : null,
    ),
    seq(
      [tagIf("number", ({ size, sign }) => (size === 30 || size === 70) && sign !== -1), tag("zone"), noun],
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
          tagIf("number", ({ size, sign }) => size === 50 && sign !== -1),
          null,
        ),
        noun,
      ],
      (): Landmark => ({ is: "middle" }),
    ),
    seq(
      [
        tagIf("number", ({ size, sign }) => size === 50 && sign !== -1),
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
        tagIf("number", ({ size, sign }) => size === 50 && sign !== -1),
      ],
      (): Landmark => ({ is: "middle" }),
    ),
  ),
);
