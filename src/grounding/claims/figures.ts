import {
  catalogue,
  type CatalogueFigure,
  type Features,
  type FigureName,
  type FigureTexts,
  formatFigures,
} from "../../features/index.ts";

/** The figures of one market, as claims are decided and said from them. */
export interface Figures {
  readonly productId: string;
  /** The last part of the product's id: `USD`. */
  readonly quote: string;
  readonly features: Features;
  /** Each figure as its readers see it. */
  readonly texts: FigureTexts;
}

/** What is true of the day's range is true of its two edges. */
export interface Range {
  readonly name: string;
  readonly low: FigureName;
  readonly high: FigureName;
}

/** Prepares the figures of a product. */
export function prepareFigures(productId: string, features: Features): Figures {
  return { productId, quote: productId.split("-").at(-1) ?? "", features, texts: formatFigures(features) };
}

/** A figure's value; null where it is null or not among these figures. */
export function valueOf(name: FigureName, { features }: Figures): number | null {
  return features[name] ?? null;
}

/** A change's direction as it reads: 0 where it reads as 0. */
export function signOf(name: FigureName, { texts }: Figures): -1 | 0 | 1 {
  const shown = Number(texts[name] ?? 0);
  return shown > 0 ? 1 : shown < 0 ? -1 : 0;
}

/** On which side of another a figure is. Two that read the same are at one another. Null where one of them is. */
export function sideOf(left: FigureName, right: FigureName, figures: Figures): "above" | "below" | "at" | null {
  const [a, b] = [valueOf(left, figures), valueOf(right, figures)];
  if (a === null || b === null) return null;
  if (figures.texts[left] === figures.texts[right]) return "at";
  return a > b ? "above" : "below";
}

/** Every range of the catalogue that has both edges. */
export const ranges: readonly Range[] = catalogue.flatMap((high: CatalogueFigure) => {
  if (high.kind.is !== "level" || high.kind.role !== "edge" || high.kind.side !== "high") return [];
  const { of } = high.kind;
  const low = catalogue.find(
    ({ kind }: CatalogueFigure) => kind.is === "level" && kind.role === "edge" && kind.side === "low" && kind.of === of,
  );
  return low === undefined ? [] : [{ name: of, low: low.name, high: high.name }];
});

/** The ranges of prices that were traded over hours, the shortest first. */
const tradedRanges = ranges.filter(({ low }) =>
  catalogue.some(({ name, kind }: CatalogueFigure) => name === low && kind.is === "level" && kind.traded === true),
);

/** How wide the traded range of these figures is; null where none is known. Distances are told by it. */
export function tradedWidth(figures: Figures): number | null {
  for (const { low, high } of tradedRanges) {
    const [bottom, top] = [valueOf(low, figures), valueOf(high, figures)];
    if (bottom !== null && top !== null) return top - bottom;
  }
  return null;
}
