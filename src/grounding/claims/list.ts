import { listBalance } from "./kinds/balance.ts";
import type { Claim } from "./claim.ts";
import { listCompare } from "./kinds/compare.ts";
import { listCoverage } from "./kinds/coverage.ts";
import { listDerived } from "./kinds/derived.ts";
import type { Figures } from "./figures.ts";
import { listMoved } from "./kinds/moved.ts";
import { listPlace } from "./kinds/place.ts";
import { listStance } from "./kinds/stance.ts";
import { listMeasures } from "./kinds/value.ts";
import { listRole } from "./kinds/role.ts";
import { listZone } from "./kinds/zone.ts";

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
