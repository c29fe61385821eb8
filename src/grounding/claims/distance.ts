import { figureOf, type FigureName } from "../../features/index.ts";
import type { Decision } from "./claim.ts";
import { holdsOr, unknown } from "./decision.ts";
import { type Figures, valueOf } from "./figures.ts";
import { plainly, sentence } from "./phrases.ts";
import { isTooCoarse, type Quantity, readsAs, unitFits } from "./quantity.ts";

/** Decides how far two figures of one unit are apart: in that unit, or in percent of the right one. */
export function decideDistance(left: FigureName, right: FigureName, distance: Quantity, figures: Figures): Decision {
  const [a, b] = [valueOf(left, figures), valueOf(right, figures)];
  if (a === null || b === null || figureOf(left).unit !== figureOf(right).unit) return unknown;
  const [shownA, shownB] = [figures.texts[left], figures.texts[right]];
  const decimals = Math.max(...[shownA, shownB].map((text) => text?.split(".")[1]?.length ?? 0));
  const shown = Math.abs(Number(shownA) - Number(shownB)).toFixed(decimals);
  if (distance.sign !== 0) return unknown;
  if (distance.unit === "percent") {
    if (b === 0) return unknown;
    const percent = (Math.abs(a - b) / Math.abs(b)) * 100;
    return holdsOr(readsAs(distance, percent, null), () =>
      sentence(`${plainly(left)} and ${plainly(right)} are ${percent.toFixed(2)} % of ${plainly(right)} apart`),
    );
  }
  if (!unitFits(distance.unit, figureOf(left), figures.quote)) return unknown;
  // "More than" and "less than" are said of the distance itself, not of that between two rounded numbers.
  const isShown = (distance.bound ?? 0) === 0 && readsAs(distance, Number(shown), shown);
  const isReal = readsAs(distance, a - b, null) && !isTooCoarse(distance, a - b, shown);
  return holdsOr(isShown || isReal, () => sentence(`${plainly(left)} and ${plainly(right)} are ${shown} apart`));
}
