import { type FigureName, figureOf } from "../../../../features/index.ts";
import { ranges } from "../../../claims/figures.ts";
import { scopeOfHours } from "../../scopes.ts";
import type { Edges, Scope } from "../../statement.ts";
import { type Figures, namesOf } from "../subjects.ts";

/** The edges of every range of the catalogue. */
export const knownEdges: readonly Edges[] = ranges.map(({ low, high }): Edges => [low, high]);

const traded = new Map<Scope, Edges>(
  ranges.flatMap(({ low, high, hours, isTraded }): (readonly [Scope, Edges])[] =>
    isTraded && hours > 0 ? [[scopeOfHours(hours), [low, high]]] : [],
  ),
);

/** The edges of what was traded over a span; undefined where no figure tells it. */
export function tradedOver(scope: Scope): Edges | undefined {
  return traded.get(scope);
}

/** The two edges of a range that is named; null of anything else. */
export function edgesOf(found: Figures | null): Edges | null {
  const [low, high] = found === null || (found.group !== "bands" && found.group !== "range") ? [] : namesOf(found);
  return low === undefined || high === undefined ? null : [low, high];
}

/** The other edge of the range that a figure is an edge of. */
export function oppositeOf(name: FigureName): FigureName | null {
  const [low, high] = knownEdges.find((edges) => edges.includes(name)) ?? [];
  return (name === low ? high : low) ?? null;
}

/** On which side of its range a figure is the edge; null of none. */
export function edgeOf(name: FigureName): "low" | "high" | null {
  const { kind } = figureOf(name);
  return kind.is === "level" && kind.role === "edge" ? kind.side : null;
}

/** The hours of a range of traded prices that a figure is an edge of, as a scope; null of none. */
export function tradedScopeOf(name: FigureName | null): Scope | null {
  const range = ranges.find(({ low, high, isTraded }) => isTraded && (low === name || high === name));
  return range === undefined || range.hours === 0 ? null : scopeOfHours(range.hours);
}

/** The edge of what was traded over another span, on the same side. */
export function sameEdgeOver(name: FigureName, scope: Scope): FigureName | null {
  const side = tradedScopeOf(name) === null ? null : edgeOf(name);
  const edges = side === null ? undefined : traded.get(scope);
  return edges?.[side === "high" ? 1 : 0] ?? null;
}

/** The edges of a range that is named as a whole, or by both of its edges. */
export function edgesNamed(found: Figures): Edges | null {
  const names = namesOf(found);
  const isBoth = (edges: Edges): boolean => names.length === 2 && edges.every((edge) => names.includes(edge));
  return edgesOf(found) ?? knownEdges.find(isBoth) ?? null;
}
