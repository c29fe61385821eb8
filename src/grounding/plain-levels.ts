import { catalogue, type CatalogueFigure, type FigureName } from "../features/index.ts";
import type { Claim } from "./claims/claim.ts";
import { compareClaim } from "./claims/kinds/compare.ts";
import { type Figures, sideOf, valueOf } from "./claims/figures.ts";
import { isClose, isPivot, plainly, withValues } from "./claims/phrases.ts";
import type { Finding } from "./plain-finding.ts";

/**
 * "The last close is below the 24-hour VWAP of 91113.54, between the pivot S1 of 90308.00 and the pivot of 91906.26": averages
 * over hours, and of the pivots the next one on each side.
 */
export function describeLevels(figures: Figures): Finding[] {
  const close = catalogue.find(({ name }) => isClose(name))?.name;
  if (close === undefined || valueOf(close, figures) === null) return [];
  const naming = withValues(figures);
  const averages = levelsOf(isLongAverage, close, figures);
  const pivots = nearest(
    levelsOf(({ name }) => isPivot(name), close, figures),
    figures,
  );
  const clauses = [
    ...averages.map(({ name, side }) => `${side} ${naming(name)}`),
    ...(pivots.length === 0 ? [] : [placeBetween(pivots, naming)]),
  ];
  if (clauses.length === 0) return [];
  const claims = [...averages, ...pivots].map(({ name, side }): Claim => compareClaim(close, side, name));
  return [{ clause: `${plainly(close)} is ${clauses.join(", ")}`, claims }];
}

interface Level {
  readonly name: FigureName;
  readonly side: "above" | "below" | "at";
}

function levelsOf(isWanted: (figure: CatalogueFigure) => boolean, close: FigureName, figures: Figures): Level[] {
  return catalogue.filter(isWanted).flatMap(({ name }): Level[] => {
    const side = sideOf(close, name, figures);
    return side === null ? [] : [{ name, side }];
  });
}

function isLongAverage({ kind, span }: CatalogueFigure): boolean {
  return kind.is === "level" && kind.role === "average" && typeof span !== "string" && "hours" in span;
}

/** The highest of those that the close is above, and the lowest of those that it is below; one that it is at, alone. */
function nearest(levels: readonly Level[], figures: Figures): readonly Level[] {
  const at = levels.find(({ side }) => side === "at");
  if (at !== undefined) return [at];
  const value = ({ name }: Level): number => valueOf(name, figures) ?? 0;
  const under = levels.filter(({ side }) => side === "above").toSorted((one, other) => value(other) - value(one));
  const over = levels.filter(({ side }) => side === "below").toSorted((one, other) => value(one) - value(other));
  return [...under.slice(0, 1), ...over.slice(0, 1)];
}

function placeBetween(levels: readonly Level[], naming: (name: FigureName) => string): string {
  const [one, other] = levels;
  if (one === undefined) return "";
  return other === undefined
    ? `${one.side} ${naming(one.name)}`
    : `between ${naming(one.name)} and ${naming(other.name)}`;
}
