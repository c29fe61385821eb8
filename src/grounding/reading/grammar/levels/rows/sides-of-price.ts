import { figureOf, type FigureName } from "../../../../../features/index.ts";
import { isClose } from "../../../../claims/phrases.ts";
import { alt, map, notBefore, opt, type Parser, rule, seq, tag, tagIf } from "../../../parser/parser.ts";
import type { Statement } from "../../../statement.ts";
import { figure } from "../figures.ts";
import { nameOf, valuesOf } from "../../subjects.ts";

export type Up = "above" | "below";

export const close: FigureName = "last_close";

export const upOrDown: Parser<Up> = map(tag("side"), (side) => (side === "above" || side === "below" ? side : null));

/** What the levels lie above or below: the price. "It" may be another level, and is read where "next" says which it is. */
interface Base {
  readonly claims: readonly Statement[];
  readonly isIt: boolean;
}

const base: Parser<Base> = alt(
  map(tag("product"), (): Base => ({ claims: [], isIt: false })),
  map(tag("it"), (): Base => ({ claims: [], isIt: true })),
  map(figure, (found): Base | null => {
    const name = nameOf(found);
    return name !== null && isClose(name) ? { claims: valuesOf(found), isIt: false } : null;
  }),
);
const maybeBase = opt(base, null);

/** `first two`: how many levels are told. */
export const nextSome: Parser<number> = map(tag("relation"), (word) =>
  word === "next two" ? 2 : word === "next three" ? 3 : null,
);

/** `next`, `first`, `first two`: 0 where no number is told. */
export const next: Parser<number> = alt(
  nextSome,
  map(
    tagIf("rank", (rank) => rank === 1),
    () => 0,
  ),
  map(
    tagIf("relation", (word) => word === "follows"),
    () => 0,
  ),
);
const maybeNext = opt(next, null);
export const levelNoun = tagIf("relation", (word) => word === "levels");
export const inOrder = opt(
  seq(
    [opt(tag("comma"), null), tagIf("relation", (word) => word === "in order"), opt(tag("comma"), null)],
    () => true as const,
  ),
  null,
);

/** A side of the price, and whether the levels next to it are meant. */
export interface OnSide {
  readonly side: Up;
  readonly isNext: boolean;
  readonly claims: readonly Statement[];
  /** How many levels are told: "the first two levels above". */
  readonly count?: number;
}

const outlook: Parser<Up> = map(tag("relation"), (word) =>
  word === "upside" ? "above" : word === "downside" ? "below" : null,
);

/** `above the last close of 119144.17`, `below`, `on the upside`. */
export const sideOfPrice: Parser<OnSide & { readonly isIt: boolean }> = rule(
  alt(
    seq([upOrDown, maybeBase], (side, from) => ({
      side,
      isNext: false,
      claims: from?.claims ?? [],
      isIt: from?.isIt === true,
    })),
    map(outlook, (side) => ({ side, isNext: false, claims: [], isIt: false })),
  ),
);

/** `the next levels above the last close`, `next below it`, `above the last close`, `the levels next above`. */
export const onSide: Parser<OnSide> = rule(
  seq(
    [opt(alt(tag("owner"), tag("product")), null), maybeNext, opt(levelNoun, null), maybeNext, sideOfPrice],
    (_, one, noun, other, { side, claims, isIt }): OnSide | null => {
      const isNext = one !== null || other !== null;
      // "Below it are A and B": below what, is not told.
      const count = Math.max(one ?? 0, other ?? 0);
      return (isIt && !isNext) || (noun !== null && one !== null && other !== null)
        ? null
        : { side, isNext, claims, ...(count > 0 && { count }) };
    },
  ),
);

/** `beyond the pivot`: a level that others lie beyond. */
export const sideOfLevel = seq([upOrDown, notBefore(figure, "figure")], (side, found) => {
  const name = nameOf(found);
  const isLevel = name !== null && figureOf(name).kind.is === "level" && !isClose(name);
  return isLevel ? { side, from: name, claims: valuesOf(found) } : null;
});
