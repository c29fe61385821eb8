import type { Claim, CompareClaim } from "./claims/claim.ts";
import { listCompare } from "./claims/compare.ts";
import { type Figures, valueOf } from "./claims/figures.ts";
import { isPivot, plainly, withValues } from "./claims/phrases.ts";
import type { Finding } from "./plain-insight.ts";

/**
 * Tells the pivot levels on both sides of the close, the nearest of each: "the last close is above the pivot of 50100.00 and
 * below the pivot R1 of 51200.00".
 */
export function describeLevels(figures: Figures): Finding[] {
  const pivots = listCompare(figures).filter((claim) => claim.is === "compare" && isPivot(claim.right));
  const nearest = (["at", "above", "below"] as const).flatMap((side) => nearestOf(side, pivots, figures));
  const [first] = nearest;
  if (first === undefined) return [];
  const sides = nearest.map(({ relation, right }) => `${relation} ${withValues(figures)(right)}`);
  return [{ clause: `${plainly(first.left)} is ${sides.join(" and ")}`, claims: nearest }];
}

type Compare = CompareClaim & Claim;

function nearestOf(side: CompareClaim["relation"], claims: readonly Claim[], figures: Figures): Compare[] {
  const distance = ({ left, right }: CompareClaim): number =>
    Math.abs((valueOf(left, figures) ?? 0) - (valueOf(right, figures) ?? 0));
  return claims
    .filter((claim) => claim.is === "compare")
    .filter(({ relation }) => relation === side)
    .toSorted((one, other) => distance(one) - distance(other))
    .slice(0, 1);
}
