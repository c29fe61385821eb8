import { catalogue, type CatalogueFigure, type FigureName } from "../../../features/index.ts";
import type { Claim, Decision, OrderClaim } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { type Figures, sideOf, valueOf } from "../figures.ts";
import { isClose, kindOf, type Naming, plainly, sentence, withValues } from "../phrases.ts";

const levels: readonly FigureName[] = (catalogue as readonly CatalogueFigure[]).flatMap(({ name, kind }) =>
  kind.is === "level" && !isClose(name) ? [name] : [],
);

/** So many levels of one side are told as a fact. A row of more than five is not read. */
const mostListed = 4;

/** Decides whether levels lie on one side of another, in the order in which they are told, and whether no other lies between. */
export function decideOrder({ side, from, levels: told, isNext }: OrderClaim, figures: Figures): Decision {
  const all = [from, ...told];
  if (told.length === 0 || !all.every((name) => kindOf(name).is === "level" && valueOf(name, figures) !== null))
    return unknown;
  if (told.some((name) => isClose(name))) return unknown;
  const truth = (): string => sentence(orderInWords(side, from, figures));
  const isOutward = told.every((name, index) => {
    const before = told[index - 1] ?? from;
    const place = sideOf(name, before, figures);
    // Levels that read the same are one; what reads as the close lies on neither side of it.
    return place === side || (place === "at" && !isClose(before));
  });
  return holdsOr(isOutward && (!isNext || between(from, told, figures).length === 0), truth);
}

/** The levels that lie between one and the farthest of others, and read as none of these. */
function between(from: FigureName, told: readonly FigureName[], figures: Figures): readonly FigureName[] {
  const start = valueOf(from, figures) ?? 0;
  const end = valueOf(told.at(-1) ?? from, figures) ?? start;
  const read = new Set([from, ...told].map((name) => figures.texts[name]));
  return levels.filter((name) => {
    const value = valueOf(name, figures);
    return (
      value !== null && !read.has(figures.texts[name]) && value > Math.min(start, end) && value < Math.max(start, end)
    );
  });
}

/** The known levels on a side of one, the nearest first. */
function outward(side: "above" | "below", from: FigureName, figures: Figures): readonly FigureName[] {
  const distance = (name: FigureName): number =>
    Math.abs((valueOf(name, figures) ?? 0) - (valueOf(from, figures) ?? 0));
  return levels
    .filter((name) => name !== from && sideOf(name, from, figures) === side)
    .toSorted((one, other) => distance(one) - distance(other));
}

function orderInWords(side: "above" | "below", from: FigureName, figures: Figures): string {
  const next = outward(side, from, figures).slice(0, mostListed);
  const claim = { is: "order", side, from, levels: next, isNext: true, denied: false } as const;
  return next.length === 0 ? `no level is ${side} ${plainly(from)}` : (sayOrder(claim, withValues(figures))[0] ?? "");
}

/** Says an order: "the next levels above the last close are the pivot of A and the day's high of B". */
export function sayOrder(
  { side, from, levels: told, isNext, denied }: OrderClaim & Pick<Claim, "denied">,
  naming: Naming = plainly,
): readonly string[] {
  const [last, ...before] = told.toReversed().map(naming);
  if (last === undefined || !isNext) return [];
  const not = denied ? " not" : "";
  const row = before.length === 0 ? last : `${before.toReversed().join(", ")} and ${last}`;
  const [noun, be] = before.length === 0 ? ["level", "is"] : ["levels", "are"];
  return [`the next ${noun} ${side} ${plainly(from)} ${be}${not} ${row}`];
}

/** The levels next to the close on each side, where levels may be named. */
export function listOrder(figures: Figures): Claim[] {
  const close = (catalogue as readonly CatalogueFigure[]).find(({ name }) => isClose(name))?.name;
  if (!figures.namesLevels || close === undefined || valueOf(close, figures) === null) return [];
  return (["above", "below"] as const).flatMap((side): Claim[] => {
    const next = outward(side, close, figures).slice(0, mostListed);
    return next.length === 0 ? [] : [{ is: "order", side, from: close, levels: next, isNext: true, denied: false }];
  });
}
