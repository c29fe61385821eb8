import { alt, map, notBefore, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import type { RelationWord } from "../../relation-words.ts";
import type { Quantity, Side, Size } from "../../statement.ts";
import { degree } from "../movements/degrees.ts";

export const sizeOf = tagIf("relation", (word) => word === "size of");

/** How one size stands to another: on a side, or by how many times. */
export interface Standing {
  readonly side: Side | null;
  readonly ratio: Quantity | null;
  readonly size: Size;
  /** "Twice the size of": signs don't count. */
  readonly isOfSize?: boolean;
}

/** A side, and whether the words say that signs don't count. */
interface SideTold {
  readonly side: Side;
  readonly isOfSize: boolean;
}

const sides: Readonly<Partial<Record<RelationWord, SideTold>>> = {
  larger: { side: "above", isOfSize: false },
  smaller: { side: "below", isOfSize: false },
  "larger in size": { side: "above", isOfSize: true },
  "smaller in size": { side: "below", isOfSize: true },
};

const signed = (side: Side): SideTold => ({ side, isOfSize: false });

const sideWord: Parser<SideTold> = alt(
  map(tag("side"), signed),
  map(tag("relation"), (word): SideTold | null => sides[word] ?? null),
  seq([tag("comparative"), tag("than")], signed),
  // "a far larger move than that of the hour"
  seq([tag("comparative"), tagIf("figure", ({ names }) => names.length > 1), tag("than")], signed),
);

type Times = Pick<Quantity, "size" | "step">;

const inWords = (size: number): Times => ({ size, step: 1 });

const times: Parser<Times> = alt(
  map(tag("multiple"), inWords),
  seq([tag("number"), tag("times")], ({ size, step, unit }): Times | null => (unit === "none" ? { size, step } : null)),
  map(tag("fraction"), inWords),
);

const limit = opt(
  alt(
    tag("bound"),
    map(tag("approx"), () => "approx" as const),
  ),
  null,
);

export const standing: Parser<Standing> = rule(
  alt(
    seq([degree, sideWord, degree], (size, { side, isOfSize }, again): Standing | null =>
      // "Small beside" is no "near".
      (side === "near" || side === "at") && (size ?? again) !== null
        ? null
        : { side, isOfSize, ratio: null, size: size ?? again ?? "none" },
    ),
    // "The hour's loss is small beside the day's gain": smaller by much
    map(tag("relation"), (word): Standing | null =>
      word === "small beside" ? { side: "below", ratio: null, size: "large", isOfSize: true } : null,
    ),
    seq([degree, tag("compareVerb"), degree], (size, side, again): Standing => ({
      // "Nearly matching"
      side: side === "at" && (size === "small" || again === "small") ? "near" : side,
      ratio: null,
      size: side === "above" || side === "below" ? (size ?? again ?? "none") : "none",
    })),
    // "dwarfs the Bollinger Bands"
    map(tag("relation"), (word): Standing | null =>
      word === "dwarfs" ? { side: "above", ratio: null, size: "large", isOfSize: true } : null,
    ),
    seq(
      [
        alt(
          tag("approx"),
          tagIf("degree", (size) => size === "small"),
        ),
        sizeOf,
      ],
      (): Standing => ({ side: "near", ratio: null, size: "none", isOfSize: true }),
    ),
    seq([limit, times, notBefore(opt(alt(tag("of"), sizeOf), null), "way_up")], (bound, factor, of): Standing => ({
      side: null,
      isOfSize: of === "size of",
      ratio: {
        ...factor,
        sign: 0,
        unit: "times",
        approx: bound === "approx",
        ...(bound === "under" || bound === "over" ? { bound } : {}),
      },
      size: "none",
    })),
  ),
);
