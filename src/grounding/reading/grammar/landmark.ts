import { alt, map, opt, type Parser, rule, seq, tag, tagIf } from "../parser.ts";
import type { Quantity } from "../statement.ts";
import { figureList } from "./figure-lists.ts";
import type { Figures } from "./subjects.ts";

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

export const levelNames = new Set([30, 50, 70]);

export const landmark: Parser<Landmark> = rule(
  alt(
    map(figureList, (found): Landmark => ({ is: "figures", found })),
    seq([alt(tag("they"), tag("both"))], (): Landmark => ({ is: "they" })),
    seq([alt(tag("it"), tag("product"))], (): Landmark => ({ is: "close" })),
    // oxlint-disable-next-line eslint/no-shadow -- a number of the same kind
    seq([tagIf("number", ({ size }) => levelNames.has(size)), noun], (level): Landmark => ({ is: "level", level })),
    // "the threshold of 70"
    seq(
      [tag("moodNoun"), alt(tag("of"), tag("at")), tagIf("number", ({ size }) => levelNames.has(size))],
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
