import { listBalance } from "./kinds/balance.ts";
import type { Claim } from "./claim.ts";
import { listCompare } from "./kinds/compare.ts";
import { listCoverage } from "./kinds/coverage.ts";
import { listDerived } from "./kinds/derived.ts";
import type { Figures } from "./figures.ts";
import { listMoved } from "./kinds/moved.ts";
import { decide } from "./decide.ts";
import { listExtent } from "./kinds/extent.ts";
import { listPlace, listShares } from "./kinds/place.ts";
import { listStance } from "./kinds/stance.ts";
import { listMeasures } from "./kinds/value.ts";
import { listOrder } from "./kinds/order.ts";
import { listRole } from "./kinds/role.ts";
import { listWays } from "./kinds/ways.ts";
import { listSides, listZone } from "./kinds/zone.ts";

/** Lists what is true of these figures and worth saying, beside their values (`listValues`). */
export function list(figures: Figures): Claim[] {
  return [
    ...listMoved(figures),
    ...listMeasures(figures),
    ...listCompare(figures),
    ...listPlace(figures),
    ...listZone(figures),
    ...listBalance(figures),
    ...listDerived(figures),
    ...listStance(figures),
    ...listRole(figures),
    ...listCoverage(figures),
  ];
}

/**
 * Lists how figures stand to one another, beside `list`: what two spans have in common, which size is larger and what share it
 * is, how far up a range the close lies, which level is next, and on which side of its middle an oscillator is.
 */
export function listRelations(figures: Figures): Claim[] {
  const all = [
    ...listWays(figures),
    ...listExtent(figures),
    ...listShares(figures),
    ...listOrder(figures),
    ...listSides(figures),
  ];
  // A share of next to nothing reads as what it is not.
  return all.filter((claim) => decide(claim, figures).is === "true");
}
