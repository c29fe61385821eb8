import { sayBalance } from "./kinds/balance.ts";
import type { Claim } from "./claim.ts";
import { sayCompare } from "./kinds/compare.ts";
import { sayCoverage } from "./kinds/coverage.ts";
import { sayDerived } from "./kinds/derived.ts";
import { sayExtent } from "./kinds/extent.ts";
import type { Figures } from "./figures.ts";
import { sayMoved } from "./kinds/moved.ts";
import { type Naming, plainly, withValues } from "./phrases.ts";
import { sayOrder } from "./kinds/order.ts";
import { sayRole } from "./kinds/role.ts";
import { sayPlace } from "./kinds/place.ts";
import { sayStance } from "./kinds/stance.ts";
import { sayValue } from "./kinds/value.ts";
import { sayWays } from "./kinds/ways.ts";
import { sayThreshold, sayZone } from "./kinds/zone.ts";

/**
 * Says a claim in plain English, in each of its forms, the plainest first: clauses without a full stop. None where it has no
 * words, such as a part of a range that has no name.
 *
 * @param figures whose product is named.
 */
export function say(claim: Claim, figures: Figures): readonly string[] {
  return sayAs(claim, figures, plainly);
}

/** As `say`, and every figure that it names carries its value: "above the EMA of 50100.00". */
export function sayWithValues(claim: Claim, figures: Figures): readonly string[] {
  return sayAs(claim, figures, withValues(figures));
}

function sayAs(claim: Claim, figures: Figures, naming: Naming): readonly string[] {
  switch (claim.is) {
    case "value":
      return sayValue(claim, figures);
    case "compare":
      return sayCompare(claim, figures, naming);
    case "place":
      return sayPlace(claim, figures, naming);
    case "moved":
      return sayMoved(claim, figures);
    case "zone":
      return sayZone(claim, figures, naming);
    case "threshold":
      return sayThreshold(claim, figures, naming);
    case "balance":
      return sayBalance(claim, figures, naming);
    case "derived":
      return sayDerived(claim, figures);
    case "coverage":
      return sayCoverage(claim, figures);
    case "stance":
      return sayStance(claim);
    case "role":
      return sayRole(claim, figures, naming);
    case "order":
      return sayOrder(claim, naming);
    case "extent":
      return sayExtent(claim, figures, naming !== plainly);
    case "ways":
      return sayWays(claim);
    case "wrong":
      break;
  }
  return [];
}
