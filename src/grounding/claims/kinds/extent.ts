import { figureOf } from "../../../features/index.ts";
import { bounds } from "../bounds.ts";
import type { Decision, Extent, ExtentClaim } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { type Figures, valueOf } from "../figures.ts";
import { plainly, rangeOf, sentence } from "../phrases.ts";
import type { Quantity } from "../quantity.ts";

/** Decides how large one measure, change or range is beside another of the same unit. */
export function decideExtent(claim: ExtentClaim, figures: Figures): Decision {
  const { one, other, relation, ratio, signed } = claim;
  if (figureOf(one[0]).unit !== figureOf(other[0]).unit) return unknown;
  const [left, right] = [valueOfExtent(one, figures), valueOfExtent(other, figures)];
  if (left === null || right === null) return unknown;
  const [a, b] = [Math.abs(left), Math.abs(right)];
  if (b === 0) return unknown;
  const truth = (): string => sentence(`${nameOf(one)} is ${(a / b).toFixed(2)} times ${nameOf(other)} in size`);
  if (ratio !== null && !isRatio(ratio, a / b)) return holdsOr(false, truth);
  if (relation === null) return ratio === null ? unknown : { is: "true" };
  if (!holds(claim, a, b)) return holdsOr(false, truth);
  // A change of -1.55 % is smaller than 1.53 %, and a larger one.
  const isOneWay = !signed || (relation !== "above" && relation !== "below") || left > right === a > b;
  return isOneWay ? { is: "true" } : unknown;
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

function holds({ relation, size }: ExtentClaim, a: number, b: number): boolean {
  const share = Math.abs(a - b) / Math.max(a, b);
  if (relation === "near") return share <= bounds.nearExtent;
  if (relation === "at") return share <= bounds.sameExtent;
  if (a > b !== (relation === "above") || share <= bounds.sameExtent) return false;
  return size === "none" || (size === "small" ? share < bounds.slightExtent : share >= bounds.largeExtent);
}

/** "Twice", "about a quarter of": words are rough, and a limit says on which side. */
function isRatio({ size, bound, step }: Quantity, real: number): boolean {
  if (bound === 1) return real > size && real <= size + Math.max(size / 4, Math.min(1, size / 2));
  if (bound === -1) return real < size && real >= size * 0.75;
  return Math.abs(real - size) <= Math.max(size * bounds.ratio, step < 1 ? step / 2 : 0);
}
