import { figureOf, type FigureName } from "../../features/index.ts";
import type { Decision } from "./claim.ts";
import { holdsOr, unknown } from "./decision.ts";
import { type Figures, valueOf } from "./figures.ts";
import { plainly, sentence } from "./phrases.ts";
import { type Quantity, readsAs, unitFits } from "./quantity.ts";

/** Decides how far two figures of one unit are apart: in that unit, or in percent of the right one. */
export function decideDistance(left: FigureName, right: FigureName, distance: Quantity, figures: Figures): Decision {
  const [a, b] = [valueOf(left, figures), valueOf(right, figures)];
  if (a === null || b === null || figureOf(left).unit !== figureOf(right).unit) return unknown;
  const [shownA, shownB] = [figures.texts[left], figures.texts[right]];
  const apart = Math.abs(Number(shownA) - Number(shownB));
  const decimals = shownA?.split(".")[1]?.length ?? 0;
  if (distance.sign !== 0) return unknown;
  if (distance.unit === "percent") {
    if (b === 0) return unknown;
    const percent = (Math.abs(a - b) / Math.abs(b)) * 100;
    return holdsOr(readsAs(distance, percent, null), () =>
      sentence(`${plainly(left)} and ${plainly(right)} are ${percent.toFixed(2)} % of ${plainly(right)} apart`),
    );
  }
  if (!unitFits(distance.unit, figureOf(left), figures.quote)) return unknown;
  return holdsOr(readsAs(distance, a - b, null) || readsAs(distance, apart, apart.toFixed(decimals)), () =>
    sentence(`${plainly(left)} and ${plainly(right)} are ${apart.toFixed(decimals)} apart`),
  );
}
