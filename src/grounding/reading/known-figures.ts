import { catalogue, type CatalogueFigure, type FigureName } from "../../features/index.ts";
import { type Figures, valueOf } from "../claims/figures.ts";
import type { FigureMeaning } from "./meanings.ts";

/** What names mean where these figures are known. */
export interface KnownFigures {
  /** All that a name may mean: of figures that are called alike, the known ones. Where none is known, the usual one. */
  readonly meaningsOf: (meaning: FigureMeaning) => readonly FigureMeaning[];
  /** Whether one of the figures tells how strong a movement is, so that "strong" is no direction. */
  readonly hasStrength: boolean;
}

/** The figures that tell how strong a movement is. */
export const strengthFigures: readonly FigureName[] = (catalogue as readonly CatalogueFigure[]).flatMap(
  ({ name, kind }) => (kind.is === "width" && kind.zones !== undefined ? [name] : []),
);

/** Prepares what names mean of these figures. */
export function knownFigures(figures: Figures): KnownFigures {
  const isKnown = ({ names, pair }: FigureMeaning): boolean =>
    pair === null
      ? names.some((name) => valueOf(name, figures) !== null)
      : pair.every((name) => valueOf(name, figures) !== null);
  return {
    meaningsOf: (meaning) => {
      const { others } = meaning;
      if (others === undefined) return [meaning];
      const found = (meaning.prefersOthers === true && others.some(isKnown) ? others : [meaning, ...others]).filter(
        isKnown,
      );
      return found.length === 0 ? [meaning] : found;
    },
    hasStrength: strengthFigures.some((name) => valueOf(name, figures) !== null),
  };
}
