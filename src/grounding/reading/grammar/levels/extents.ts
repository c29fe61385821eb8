import { catalogue, type CatalogueFigure, figureOf, type FigureName } from "../../../../features/index.ts";
import type { Extent } from "../../../claims/claim.ts";
import { alt, map, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import { scopeOfSpan } from "../../scopes.ts";
import type { Edges, Quantity, Scope, Statement } from "../../statement.ts";
import { edgesOf } from "./edges.ts";
import { figure } from "./figures.ts";
import { canHave, inItsUnit } from "./units-of-figures.ts";
import { distance } from "./quantities.ts";
import { movedBy, moveNoun } from "../movements/move-nouns.ts";
import { span as spanTold } from "../movements/spans.ts";
import { sizeOf, type Standing } from "./standings.ts";
import { rangeOfWidth } from "./ranges.ts";
import { type Figures, isPriceChange, nameOf, valuesOf } from "../subjects.ts";

/** How large something is: what it may be, in each unit that it is known in, and what was told of it. */
export interface Sized {
  readonly extents: readonly Extent[];
  readonly claims: readonly Statement[];
  /** A change that was named as one, and no loss or gain. */
  readonly signed: boolean;
  /** "The size of": signs don't count. */
  readonly isOfSize?: true;
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

const isWide = opt(
  seq([tag("wide")], () => true),
  false,
);

const widthIs = ([low, high]: Edges, quantity: Quantity): Statement => ({
  is: "gap",
  left: high,
  right: low,
  quantity,
  size: "none",
});

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
    // "The 20-candle Bollinger Bands, 0.02 wide, ..."
    seq(
      [
        figure,
        tag("comma"),
        opt(
          seq([tag("with"), tag("width"), tag("of")], () => true as const),
          null,
        ),
        distance,
        isWide,
        tag("comma"),
      ],
      (found, _, width, far, wide): Sized | null => {
        const edges = edgesOf(found);
        return edges === null || (width === null && !wide)
          ? null
          : { extents: [edges], claims: [...valuesOf(found), widthIs(edges, far)], signed: false };
      },
    ),
    // "The day's range, which is 97.64 wide, ..."
    seq(
      [figure, tag("comma"), tag("that"), tag("be"), distance, tag("wide"), tag("comma")],
      (found, _, __, ___, far): Sized | null => {
        const edges = edgesOf(found);
        return edges === null
          ? null
          : { extents: [edges], claims: [...valuesOf(found), widthIs(edges, far)], signed: false };
      },
    ),
    // "The day's range, 88.15, exceeds ..."
    seq([figure, tag("comma"), opt(tag("at"), null), distance, tag("comma")], (found, _, __, far): Sized | null => {
      const edges = found.group === "range" && valuesOf(found).length === 0 ? edgesOf(found) : null;
      return edges === null ? null : { extents: [edges], claims: [widthIs(edges, far)], signed: false };
    }),
    // "At 5172.10, the day's range ..."
    seq([tag("at"), distance, isWide, tag("comma"), figure], (_, far, __, ___, found): Sized | null => {
      const edges = edgesOf(found);
      if (valuesOf(found).length > 0) return null;
      if (edges !== null) return { extents: [edges], claims: [widthIs(edges, far)], signed: false };
      const [ref] = found.refs;
      const named = sizedOf(found);
      return named === null || ref === undefined || !canHave(ref.names, [far])
        ? null
        : { ...named, claims: [{ is: "value", figures: ref.names, quantity: inItsUnit(ref.names, far), way: null }] };
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

/** `the 24-hour loss of 1.55 %`, `the size of the 24-hour decline`, `the day's range of 4.14`, `the week's gain`. */
export const sized: Parser<Sized> = rule(
  alt(
    plainlySized,
    seq([sizeOf, plainlySized], (_, found): Sized => ({ ...found, signed: false, isOfSize: true })),
  ),
);

function isMeasure([name, high]: Extent): boolean {
  return high === undefined && figureOf(name).kind.is === "width";
}

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
      // "About twice the realized volatility": what is so many times a measure is meant as a size.
      signed:
        !isOfSize &&
        !one.isOfSize &&
        !other.isOfSize &&
        !(ratio !== null && (isMeasure(left) || isMeasure(right))) &&
        (one.signed || other.signed),
      denied: false,
    };
  }
  return null;
}
