import type { Claim, CompareClaim } from "./claims/claim.ts";
import { listCompare } from "./claims/compare.ts";
import type { Figures } from "./claims/figures.ts";
import { plainly, withValues } from "./claims/phrases.ts";
import { say } from "./claims/say.ts";
import { listStance } from "./claims/stance.ts";
import type { Finding } from "./plain-finding.ts";

/** "The short-term trend is bullish, with the last close above the 5-candle average of 50000.00 and the EMA of 50100.00". */
export function describeShortTerm(figures: Figures): Finding[] {
  const compares = listCompare(figures).filter((claim) => claim.is === "compare");
  const stance = listStance(figures).find((claim) => saysMore(claim, compares));
  const trend = stance === undefined ? undefined : say(stance, figures)[0];
  const [first] = compares;
  const levels =
    first === undefined
      ? null
      : `${plainly(first.left)}${trend === undefined ? " is" : ""} ${joinLevels(compares, figures)}`;
  const claims: Claim[] = [...(stance === undefined ? [] : [stance]), ...compares];
  if (trend === undefined) return levels === null ? [] : [{ clause: levels, claims }];
  return [{ clause: levels === null ? trend : `${trend}, with ${levels}`, claims }];
}

/** "Mixed" beside levels that are all on one side would only puzzle: what speaks against them is not told here. */
function saysMore(claim: Claim, compares: readonly CompareClaim[]): boolean {
  if (claim.is !== "stance" || claim.span !== "short") return false;
  return claim.stance !== "mixed" || new Set(compares.map(({ relation }) => relation)).size > 1;
}

/** "above A and B", "above A but below B". */
function joinLevels(claims: readonly CompareClaim[], figures: Figures): string {
  const naming = withValues(figures);
  const sides = Map.groupBy(claims, ({ relation }) => relation);
  return [...sides]
    .map(([relation, levels]) => `${relation} ${levels.map(({ right }) => naming(right)).join(" and ")}`)
    .join(" but ");
}
