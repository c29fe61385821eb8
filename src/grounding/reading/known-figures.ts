import { catalogue, type CatalogueFigure, figureOf, type FigureName } from "../../features/index.ts";
import { type Figures, valueOf } from "../claims/figures.ts";
import type { FigureMeaning } from "./meanings.ts";
import { scopeOfSpan } from "./scopes.ts";
import type { Scope } from "./statement.ts";

/** What names mean where these figures are known. */
export interface KnownFigures {
  /** All that a name may mean: of figures that are called alike, the known ones. Where none is known, the usual one. */
  readonly meaningsOf: (meaning: FigureMeaning) => readonly FigureMeaning[];
  /** Whether one of the figures tells how strong a movement is, so that "strong" is no direction. */
  readonly hasStrength: boolean;
  /** The two spans that changes of the price are known of; null where they are not two. The last candle is none. */
  readonly changeScopes: readonly [Scope, Scope] | null;
  /** Whether one of them has no direction: only then one can be given to it. */
  readonly hasNoDirection: boolean;
}

/** The figures that tell how strong a movement is. */
export const strengthFigures: readonly FigureName[] = (catalogue as readonly CatalogueFigure[]).flatMap(
  ({ name, kind }) => (kind.is === "width" && kind.zones !== undefined ? [name] : []),
);

/** What has no direction, nor a mood: widths, strengths, amounts, and a line that only follows another. */
export function tellsNoDirection(name: FigureName): boolean {
  const { kind } = figureOf(name);
  return kind.is === "width" || kind.is === "count" || (kind.is === "zero_line" && kind.signalOf !== undefined);
}

const withoutDirection = catalogue.flatMap(({ name }) => (tellsNoDirection(name) ? [name] : []));

function changeScopesOf(figures: Figures): readonly [Scope, Scope] | null {
  const scopes = new Set(
    (catalogue as readonly CatalogueFigure[]).flatMap(({ name, kind, span }) => {
      const scope = scopeOfSpan(span);
      const isChange = kind.is === "change" && kind.of === "price" && valueOf(name, figures) !== null;
      return isChange && scope !== null && scope !== "candle" ? [scope] : [];
    }),
  );
  const [one, other, ...more] = scopes;
  return one === undefined || other === undefined || more.length > 0 ? null : [one, other];
}

/** Prepares what names mean of these figures. */
export function knownFigures(figures: Figures): KnownFigures {
  const isKnown = ({ names, pair }: FigureMeaning): boolean =>
    pair === null
      ? names.some((name) => valueOf(name, figures) !== null)
      : pair.every((name) => valueOf(name, figures) !== null);
  return {
    meaningsOf: (meaning) => {
      const { others } = meaning;
      if (others === undefined || (meaning.prefersItself === true && isKnown(meaning))) return [meaning];
      const found = (meaning.prefersOthers === true && others.some(isKnown) ? others : [meaning, ...others]).filter(
        isKnown,
      );
      return found.length === 0 ? [meaning] : found;
    },
    changeScopes: changeScopesOf(figures),
    hasNoDirection: withoutDirection.some((name) => valueOf(name, figures) !== null),
    hasStrength: strengthFigures.some((name) => valueOf(name, figures) !== null),
  };
}
