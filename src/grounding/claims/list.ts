import { listBalance } from "./balance.ts";
import type { Claim } from "./claim.ts";
import { listCompare } from "./compare.ts";
import { listCoverage } from "./coverage.ts";
import { listDerived } from "./derived.ts";
import type { Figures } from "./figures.ts";
import { listMoved } from "./moved.ts";
import { listPlace } from "./place.ts";
import { listStance } from "./stance.ts";
import { listMeasures } from "./value.ts";
import { listRole } from "./role.ts";
import { listZone } from "./zone.ts";

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
