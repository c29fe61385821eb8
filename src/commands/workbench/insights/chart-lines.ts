import { computeFeatures, figureOf, type Features, type FigureName } from "../../../features/index.ts";
import { type CandleSet, granularitySeconds } from "../../../market/candle.ts";
import type { SeriesWanted } from "../../../prompts/prompt-type.ts";
import type { ChartLine, ChartPane, ChartView, FigureView } from "../views/insight-view.ts";

/** Decimals of what is no price. */
const usualDecimals = 2;

/** The line needs this many points; what has fewer is one level. */
const minPoints = 2;

/** How a figure is drawn, by its kind. */
type Place = { readonly is: "overlay" | "level" | "none" } | { readonly is: "pane"; readonly title: string };

function placeOf(name: FigureName): Place {
  const { kind, unit, span, label } = figureOf(name);
  const isOfHours = typeof span !== "string" && "hours" in span;
  switch (kind.is) {
    case "level":
      if (kind.role === "average") return { is: "overlay" };
      if (kind.role === "edge") return { is: isOfHours ? "level" : "overlay" };
      return { is: "level" };
    case "oscillator":
      return { is: "pane", title: label };
    case "zero_line":
      // A line and its signal line have one unit and one pane.
      return { is: "pane", title: unit === "quote" ? "MACD" : label };
    case "width":
      return typeof span === "string" && span !== "window" ? { is: "none" } : { is: "pane", title: label };
    case "change":
    case "sum":
    case "count":
      break;
  }
  return { is: "none" };
}

/**
 * The chart of a series, with what its prompt names: averages and bands over the candles, levels across them, and a pane for each
 * kind of figure that is no price. A line's points are the figure itself, computed for each candle as if it were the newest.
 *
 * @param features the figures as they were told, for what is drawn as one level.
 */
export function drawSeries(wanted: SeriesWanted, set: CandleSet, features: Features, title: string): ChartView {
  const { candles } = set;
  const names = wanted.figures;
  const seconds = granularitySeconds[wanted.granularity];
  const context = {
    granularity: wanted.granularity,
    expectedCount: set.expectedCount,
    decimals: set.decimals,
    dayBeginSeconds: set.dayBeginSeconds ?? 0,
    figures: names,
  };
  const points = new Map<FigureName, [number, number][]>(names.map((name) => [name, []]));
  for (let count = 1; count <= candles.length; count += 1) {
    const newest = candles[count - 1];
    if (newest === undefined) continue;
    const prefix = candles.slice(0, count);
    const known = set.earlier === undefined ? prefix : [set.earlier, ...prefix];
    const at: Features = computeFeatures(known, { ...context, asOf: newest.start + seconds });
    for (const name of names) {
      const value = at[name];
      if (typeof value === "number") points.get(name)?.push([newest.start, value]);
    }
  }
  const lineOf = (name: FigureName): ChartLine => ({
    figure: name,
    label: figureOf(name).label,
    points: points.get(name) ?? [],
  });
  const isLine = (name: FigureName): boolean => (points.get(name)?.length ?? 0) >= minPoints;
  const overlays = names.filter((name) => placeOf(name).is === "overlay" && isLine(name));
  const levels = names.filter((name) => ["overlay", "level"].includes(placeOf(name).is) && !overlays.includes(name));
  return {
    series: wanted.name,
    title,
    decimals: set.decimals,
    candles: candles.map(({ start, open, high, low, close, volume }) => [start, open, high, low, close, volume]),
    overlays: overlays.map(lineOf),
    levels: levels.flatMap((figure) => {
      const value = features[figure];
      return typeof value === "number" ? [{ figure, label: figureOf(figure).label, value }] : [];
    }),
    panes: panesOf(names.filter(isLine), lineOf, set.decimals),
    problem: null,
  };
}

function panesOf(
  names: readonly FigureName[],
  lineOf: (name: FigureName) => ChartLine,
  marketDecimals: number,
): readonly ChartPane[] {
  const byTitle = new Map<string, FigureName[]>();
  for (const name of names) {
    const place = placeOf(name);
    if (place.is === "pane") byTitle.set(place.title, [...(byTitle.get(place.title) ?? []), name]);
  }
  return [...byTitle].map(([title, figures]) => ({
    title,
    lines: figures.map(lineOf),
    decimals: figures.some((name) => figureOf(name).unit === "quote") ? marketDecimals : usualDecimals,
    // A line and its histogram share their zero.
    levels: [...new Map(figures.flatMap(levelsOf).map((level) => [level.value, level])).values()],
  }));
}

function levelsOf(name: FigureName): ChartPane["levels"] {
  const { kind } = figureOf(name);
  if (kind.is === "zero_line") return kind.signalOf === undefined ? [{ value: 0, label: "0" }] : [];
  if (kind.is !== "oscillator" && kind.is !== "width") return [];
  return (kind.zones ?? []).flatMap((zone) => {
    const value = zone.from ?? zone.to ?? zone.below;
    return value === undefined ? [] : [{ value, label: zone.name }];
  });
}

/** Where a chart has a figure. */
export function drawnAs(name: string, charts: readonly ChartView[]): FigureView["drawn"] {
  for (const { overlays, levels, panes } of charts) {
    if (overlays.some(({ figure }) => figure === name)) return "line";
    if (levels.some(({ figure }) => figure === name)) return "level";
    if (panes.some(({ lines }) => lines.some(({ figure }) => figure === name))) return "pane";
  }
  return "no";
}
