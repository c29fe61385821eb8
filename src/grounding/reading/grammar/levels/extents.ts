import { catalogue, type CatalogueFigure, figureOf, type FigureName } from "../../../../features/index.ts";
import type { Extent } from "../../../claims/claim.ts";
import { alt, map, notBefore, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import { scopeOfSpan } from "../../scopes.ts";
import type { Quantity, Scope, Side, Size, Statement } from "../../statement.ts";
import { degree } from "../movements/degrees.ts";
import { edgesOf } from "./edges.ts";
import { figure } from "./figures.ts";
import { distance } from "./quantities.ts";
import { movedBy, moveNoun } from "../movements/move-nouns.ts";
import { span as spanTold } from "../movements/spans.ts";
import { rangeOfWidth } from "./ranges.ts";
import { type Figures, isPriceChange, nameOf, valuesOf } from "../subjects.ts";

/** How large something is: what it may be, in each unit that it is known in, and what was told of it. */
export interface Sized {
  readonly extents: readonly Extent[];
  readonly claims: readonly Statement[];
  /** A change that was named as one, and no loss or gain. */
  readonly signed: boolean;
}

/** The changes of the price over a span, in percent first. */
export function changesOver(scope: Scope | null): readonly Extent[] {
  const found = (catalogue as readonly CatalogueFigure[]).filter(
    ({ name, span }) => isPriceChange(name) && scope !== null && scopeOfSpan(span) === scope,
  );
  return found.toSorted((one) => (one.unit === "percent" ? -1 : 1)).map(({ name }): Extent => [name]);
}

/** How large a figure or a range is; null of a level, which has no size. */
export function sizedOf(found: Figures): Sized | null {
  const edges = edgesOf(found);
  if (edges !== null) return { extents: [edges], claims: valuesOf(found), signed: false };
  const [ref, ...others] = found.refs;
  const name: FigureName | undefined = ref?.names[0];
  if (name === undefined || others.length > 0) return null;
  if (isPriceChange(name)) {
    const extents = changesOver(scopeOfSpan(figureOf(name).span));
    return extents.length === 0 ? null : { extents, claims: valuesOf(found), signed: true };
  }
  return figureOf(name).kind.is === "width" && nameOf(found) !== null
    ? { extents: [[name]], claims: valuesOf(found), signed: false }
    : null;
}

const plainlySized: Parser<Sized> = rule(
  alt(
    // "the day's range 168.60"
    seq(
      [tagIf("figure", ({ group, pair }) => group === "range" && pair !== null), distance],
      ({ pair }, quantity): Sized | null =>
        pair === null
          ? null
          : {
              extents: [pair],
              claims: [{ is: "gap", left: pair[1], right: pair[0], quantity, size: "none" }],
              signed: false,
            },
    ),
    // "the Bollinger Bands' width of 0.09", "the Bollinger Bands width 0.09"
    seq(
      [
        tagIf("figure", ({ group, pair }) => group !== null && pair !== null),
        tag("width"),
        opt(tag("of"), null),
        distance,
      ],
      ({ group, pair }, _, __, quantity): Sized | null =>
        pair === null || (group !== "range" && group !== "bands")
          ? null
          : {
              extents: [pair],
              claims: [{ is: "gap", left: pair[1], right: pair[0], quantity, size: "none" }],
              signed: false,
            },
    ),
    map(figure, sizedOf),
    // "the price change of 4.70 in the last candle"
    seq([figure, spanTold], (found, scope): Sized | null => {
      const name = nameOf(found);
      return name === null || !isPriceChange(name) || scopeOfSpan(figureOf(name).span) !== scope
        ? null
        : sizedOf(found);
    }),
    map(rangeOfWidth, (width): Sized | null =>
      width.is === "gap" ? { extents: [[width.right, width.left]], claims: [width], signed: false } : null,
    ),
    map(moveNoun, (noun): Sized | null => {
      const extents = changesOver(noun.scope);
      return noun.of === "volume" || extents.length === 0
        ? null
        : { extents, claims: [movedBy(noun, "any")], signed: false };
    }),
  ),
);

const sizeOf = tagIf("relation", (word) => word === "size of");

/** `the 24-hour loss of 1.55 %`, `the size of the 24-hour decline`, `the day's range of 4.14`, `the week's gain`. */
export const sized: Parser<Sized> = rule(
  alt(
    plainlySized,
    seq([sizeOf, plainlySized], (_, found): Sized => ({ ...found, signed: false })),
  ),
);

/** How one size stands to another: on a side, or by how many times. */
export interface Standing {
  readonly side: Side | null;
  readonly ratio: Quantity | null;
  readonly size: Size;
  /** "Twice the size of": signs don't count. */
  readonly isOfSize?: boolean;
}

const sideWord: Parser<Side> = alt(
  tag("side"),
  map(tag("relation"), (word): Side | null => (word === "larger" ? "above" : word === "smaller" ? "below" : null)),
  seq([tag("comparative"), tag("than")], (side): Side => side),
  // "a far larger move than that of the hour"
  seq([tag("comparative"), tagIf("figure", ({ names }) => names.length > 1), tag("than")], (side): Side => side),
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
    seq([degree, sideWord, degree], (size, side, again): Standing | null =>
      // "Small beside" is no "near".
      (side === "near" || side === "at") && (size ?? again) !== null
        ? null
        : { side, ratio: null, size: size ?? again ?? "none" },
    ),
    seq([degree, tag("compareVerb"), degree], (size, side, again): Standing => ({
      // "Nearly matching"
      side: side === "at" && (size === "small" || again === "small") ? "near" : side,
      ratio: null,
      size: side === "above" || side === "below" ? (size ?? again ?? "none") : "none",
    })),
    // "dwarfs the Bollinger Bands", "is small beside the 24-hour loss"
    map(tag("relation"), (word): Standing | null =>
      word === "dwarfs" || word === "dwarfed by"
        ? { side: word === "dwarfs" ? "above" : "below", ratio: null, size: "large", isOfSize: true }
        : null,
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

/** The statement that one size stands so to another; null where they have no unit in common. */
export function compareSizes(
  one: Sized,
  { side, ratio, size, isOfSize = false }: Standing,
  other: Sized,
): Statement | null {
  for (const left of one.extents) {
    const right = other.extents.find((extent) => figureOf(extent[0]).unit === figureOf(left[0]).unit);
    if (right === undefined || String(right) === String(left)) continue;
    return {
      is: "extent",
      one: left,
      other: right,
      side,
      ratio,
      size,
      signed: !isOfSize && (one.signed || other.signed),
      denied: false,
    };
  }
  return null;
}
