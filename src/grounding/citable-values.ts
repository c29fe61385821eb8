import { type Features, figureOf } from "../features/index.ts";
import { prepareFigures } from "./claims/figures.ts";
import { shownValue } from "./claims/phrases.ts";
import { listValues } from "./claims/kinds/value.ts";

/**
 * Lists every value that a text may cite, one a line, as the prompt writes them: `EMA: 50000.00`. Figures that are null have
 * no line.
 */
export function citableValues(features: Features): string[] {
  const figures = prepareFigures("", features);
  return listValues(figures).flatMap((claim) => {
    if (claim.is !== "value") return [];
    return [`${figureOf(claim.figure).label}: ${shownValue(claim.figure, figures) ?? ""}`];
  });
}
