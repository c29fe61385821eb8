import type { Claim } from "../../claims/claim.ts";
import { decide } from "../../claims/decide.ts";
import { type Figures, ranges, valueOf } from "../../claims/figures.ts";
import { kindOf } from "../../claims/phrases.ts";

/** Whether a claim that holds says more, or less, than the figures beside it do. */
export function misstatesDegree(claim: Claim, claims: readonly Claim[], figures: Figures): boolean {
  return isLargeOfQuietDay(claim, figures) || isAcrossBands(claim, figures) || isOfOtherZone(claim, claims, figures);
}

/** "Indicating sharp weakness", of a market whose day is not much. */
function isLargeOfQuietDay(claim: Claim, figures: Figures): boolean {
  if (claim.is !== "stance" || claim.span !== null || claim.of !== null) return false;
  const takesSide = claim.stance === "bullish" || claim.stance === "bearish";
  if (!takesSide || claim.denied || claim.size !== "large") return false;
  return decide({ ...claim, span: { hours: 24 } }, figures).is === "false";
}

/** "Just above the lower band" of what is in the other half of the bands: little of a day's range, and much of theirs. */
function isAcrossBands(claim: Claim, figures: Figures): boolean {
  if (claim.is !== "compare" || claim.denied || claim.size !== "small") return false;
  const [left, right] = [valueOf(claim.left, figures), valueOf(claim.right, figures)];
  return ranges.some(({ low, high, isTraded }) => {
    if (isTraded || ![low, high].some((edge) => edge === claim.left || edge === claim.right)) return false;
    const [bottom, top] = [valueOf(low, figures), valueOf(high, figures)];
    if (left === null || right === null || bottom === null || top === null) return false;
    return Math.abs(left - right) > (top - bottom) / 2;
  });
}

/**
 * "With an RSI of 10.62, the market is in neutral territory", "oversold, hinting at mild selling pressure": an oscillator in one
 * of its zones is neither neutral nor a slight sign.
 */
function isOfOtherZone(claim: Claim, claims: readonly Claim[], figures: Figures): boolean {
  if (claim.is !== "stance" || claim.denied || claim.span !== null) return false;
  if (claim.stance !== "neutral" && !(claim.size === "small" && claim.of !== null)) return false;
  return claims.some(
    (other) =>
      other.is === "value" &&
      kindOf(other.figure).is === "oscillator" &&
      (claim.of === null || claim.of === other.figure) &&
      decide({ is: "zone", figure: other.figure, zone: "extreme", size: "none", denied: false }, figures).is === "true",
  );
}
