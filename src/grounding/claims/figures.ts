import {
  catalogue,
  type CatalogueFigure,
  type Features,
  type FigureName,
  formatFigures,
  mapFigures,
} from "../../features/index.ts";

/** The figures of one market, as claims are decided and said from them. */
export interface Figures {
  readonly productId: string;
  /** The last part of the product's id: `USD`. */
  readonly quote: string;
  readonly features: Features;
  /** Whether a given level may be called support or resistance. */
  readonly namesLevels: boolean;
  /** Each figure as its readers see it. */
  readonly texts: Readonly<Record<FigureName, string | null>>;
}

/** What is true of the day's range is true of its two edges. */
export interface Range {
  readonly name: string;
  readonly low: FigureName;
  readonly high: FigureName;
  /** Prices that were traded over hours bound it, not a calculation. */
  readonly isTraded: boolean;
  /** The hours that it covers; 0 where it covers candles. */
  readonly hours: number;
}

const noTexts = mapFigures((): string | null => null);

/**
 * Prepares the figures of a product.
 *
 * @param options.namesLevels whether a given level may be called support or resistance.
 */
export function prepareFigures(
  productId: string,
  features: Features,
  { namesLevels = false }: { readonly namesLevels?: boolean } = {},
): Figures {
  return {
    productId,
    quote: productId.split("-").at(-1) ?? "",
    features,
    namesLevels,
    texts: { ...noTexts, ...formatFigures(features) },
  };
}

/** A figure's value; null where it is null or not among these figures. */
export function valueOf(name: FigureName, { features }: Figures): number | null {
  return features[name] ?? null;
}

/** The candles' length of a figure, as Coinbase names it: figures of several series can stand side by side. */
export function intervalOf(name: FigureName, { features }: Figures): string {
  return features.further?.intervals[name] ?? features.interval;
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

function hoursOf({ span }: CatalogueFigure): number {
  return typeof span !== "string" && "hours" in span ? span.hours : 0;
}

/** Every range of the catalogue that has both edges. */
export const ranges: readonly Range[] = catalogue.flatMap((high: CatalogueFigure) => {
  if (high.kind.is !== "level" || high.kind.role !== "edge" || high.kind.side !== "high") return [];
  const { of } = high.kind;
  const low = catalogue.find(
    ({ kind }: CatalogueFigure) => kind.is === "level" && kind.role === "edge" && kind.side === "low" && kind.of === of,
  );
  return low === undefined
    ? []
    : [{ name: of, low: low.name, high: high.name, isTraded: high.kind.traded === true, hours: hoursOf(high) }];
});

/**
 * How wide the traded range is that distances are given by: that of an edge, so that what is far from a week's high is far for
 * the week; the first that is known where no level is an edge. Null where none is known.
 */
export function tradedWidth(figures: Figures, levels: readonly FigureName[] = []): number | null {
  const widths = (all: readonly Range[]): number[] =>
    all.flatMap(({ low, high, isTraded }) => {
      const [bottom, top] = [valueOf(low, figures), valueOf(high, figures)];
      return isTraded && bottom !== null && top !== null ? [top - bottom] : [];
    });
  const own = widths(ranges.filter(({ low, high }) => levels.includes(low) || levels.includes(high)));
  return own.length > 0 ? Math.max(...own) : (widths(ranges)[0] ?? null);
}
