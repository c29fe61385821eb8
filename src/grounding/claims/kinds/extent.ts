import { figureOf } from "../../../features/index.ts";
import { bounds } from "../bounds.ts";
import type { Decision, Extent, ExtentClaim } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { type Figures, valueOf } from "../figures.ts";
import { plainly, rangeOf, sentence } from "../phrases.ts";
import { widthShown } from "./derived.ts";
import type { Quantity } from "../quantity.ts";

/** Decides how large one measure, change or range is beside another of the same unit. */
export function decideExtent(claim: ExtentClaim, figures: Figures): Decision {
  const { one, other, relation, ratio, signed } = claim;
  if (figureOf(one[0]).unit !== figureOf(other[0]).unit) return unknown;
  const [left, right] = [valueOfExtent(one, figures), valueOfExtent(other, figures)];
  if (left === null || right === null) return unknown;
  const [a, b] = [Math.abs(left), Math.abs(right)];
  if (b === 0) return unknown;
  const isSided = relation === "above" || relation === "below";
  // A rise of 1 % and a fall of 1 % are the same in size, and no same change.
  if (signed && !isSided && left * right < 0) return unknown;
  const truth = (): string => sentence(extentInWords(claim, figures));
  if (ratio !== null && !isRatio(ratio, a / b)) return holdsOr(false, truth);
  if (relation === null) return ratio === null ? unknown : { is: "true" };
  const isSame = sizeShown(one, figures) === sizeShown(other, figures);
  if (!holds(claim, a, b, isSame)) return holdsOr(false, truth);
  // A change of -1.55 % is smaller than 1.53 %, and a larger one.
  const isOneWay = !signed || !isSided || left > right === a > b;
  return isOneWay ? { is: "true" } : unknown;
}

/** Says what is true of two sizes: "the 24-hour change is 2.15 times the 1-hour change in size". */
export function extentInWords({ one, other }: Pick<ExtentClaim, "one" | "other">, figures: Figures): string {
  const [left, right] = [valueOfExtent(one, figures) ?? 0, valueOfExtent(other, figures) ?? 0];
  return `${nameOf(one)} is ${Math.abs(left / right).toFixed(2)} times ${nameOf(other)} in size`;
}

function valueOfExtent([low, high]: Extent, figures: Figures): number | null {
  const bottom = valueOf(low, figures);
  if (high === undefined || bottom === null) return bottom;
  const top = valueOf(high, figures);
  return top === null ? null : top - bottom;
}

function nameOf([low, high]: Extent): string {
  return high === undefined ? plainly(low) : `the ${rangeOf(low, high)?.name ?? "range"}`;
}

/** A size as its reader sees it, by which two are the same or not. */
function sizeShown([low, high]: Extent, figures: Figures): number {
  return Math.abs(Number(high === undefined ? figures.texts[low] : widthShown(low, high, figures)));
}

function holds({ relation, size }: ExtentClaim, a: number, b: number, isSame: boolean): boolean {
  if (relation === "at") return isSame;

  const share = Math.abs(a - b) / Math.max(a, b);
  if (relation === "near") return share <= bounds.nearExtent;
  if (a > b !== (relation === "above") || isSame) return false;
  return size === "none" || (size === "small" ? share < bounds.slightExtent : share >= bounds.largeExtent);
}

/** "Twice", "a quarter of": words are rough, and a limit says on which side. */
function isRatio({ size, bound, step, approx }: Quantity, real: number): boolean {
  if (bound === 1) return real > size && real <= size + Math.max(size / 4, Math.min(1, size / 2));
  if (bound === -1) return real < size && real >= size * 0.6;
  // "2.02 times" is meant to its last digit, unless it is about that.
  const room = step < 1 && !approx ? step / 2 + 1e-9 : size * bounds.ratio;
  return Math.abs(real - size) <= room;
}
