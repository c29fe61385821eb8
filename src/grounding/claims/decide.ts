import { decideBalance } from "./kinds/balance.ts";
import type { Claim, Decision } from "./claim.ts";
import { decideCompare } from "./kinds/compare.ts";
import { decideCoverage } from "./kinds/coverage.ts";
import { decideDerived } from "./kinds/derived.ts";
import { decideExtent, extentInWords } from "./kinds/extent.ts";
import type { Figures } from "./figures.ts";
import { decideMoved } from "./kinds/moved.ts";
import { kindOf, sentence } from "./phrases.ts";
import { decideOrder } from "./kinds/order.ts";
import { decideRole } from "./kinds/role.ts";
import { decidePlace, placeInWords } from "./kinds/place.ts";
import { say } from "./say.ts";
import { decideStance } from "./kinds/stance.ts";
import { decideValue } from "./kinds/value.ts";
import { decideWays, waysInWords } from "./kinds/ways.ts";
import { decideThreshold, decideZone } from "./kinds/zone.ts";

/**
 * Decides a claim from figures: true; false, with a sentence of what would be true; or not to be known, because a figure is
 * null or nothing that is known tells.
 */
export function decide(claim: Claim, figures: Figures): Decision {
  const asserted = decideAsserted(claim, figures);
  if (!claim.denied || claim.is === "wrong" || asserted.is === "unknown") return asserted;
  if (asserted.is === "false") return { is: "true" };
  return { is: "false", truth: sentence(truthOf(claim, figures)) };
}

/** What is true where the denial of a true claim is false. What nothing of ours says is told in its own words. */
function truthOf(claim: Claim, figures: Figures): string {
  const [said] = say({ ...claim, denied: false }, figures);
  if (said !== undefined) return said;
  if (claim.is === "extent") return extentInWords(claim, figures);
  if (claim.is === "ways") return waysInWords(claim.spans, figures);
  return claim.is === "place" ? placeInWords(claim.figure, claim.low, claim.high, figures) : "";
}

function decideAsserted(claim: Claim, figures: Figures): Decision {
  switch (claim.is) {
    case "value":
      return decideValue(claim, figures);
    case "compare":
      return kindOf(claim.left).is === "sum"
        ? decideBalance({ ...claim, is: "balance" }, figures)
        : decideCompare(claim, figures);
    case "place":
      return decidePlace(claim, figures);
    case "moved":
      return decideMoved(claim, figures);
    case "zone":
      return decideZone(claim, figures);
    case "threshold":
      return decideThreshold(claim, figures);
    case "balance":
      return decideBalance(claim, figures);
    case "derived":
      return decideDerived(claim, figures);
    case "coverage":
      return decideCoverage(claim, figures);
    case "stance":
      return decideStance(claim, figures);
    case "role":
      return decideRole(claim, figures);
    case "order":
      return decideOrder(claim, figures);
    case "extent":
      return decideExtent(claim, figures);
    case "ways":
      return decideWays(claim, figures);
    case "wrong":
      break;
  }
  return { is: "false", truth: claim.why };
}
