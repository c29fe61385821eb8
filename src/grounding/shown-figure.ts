import { formatFigures, type Features, type FigureName } from "../features/index.ts";

/** A figure as it is and as its readers see it. */
export interface ShownFigure {
  readonly value: number;
  readonly text: string;
}

/** Gives a figure by its name; null where too few candles stand behind it. */
export type FigureReader = (name: FigureName) => ShownFigure | null;

/** Makes the reader of some figures. Their texts are those of the prompt. */
export function readFigures(features: Features): FigureReader {
  const texts = formatFigures(features);
  return (name) => {
    const value = features[name] ?? null;
    const text = texts[name] ?? null;
    return value === null || text === null ? null : { value, text };
  };
}

/** On which side of `level` a figure is. Two that read the same are at one another, whatever the decimals not shown say. */
export function sideOf(figure: ShownFigure, level: ShownFigure): "above" | "at" | "below" {
  if (figure.text === level.text) return "at";
  return figure.value > level.value ? "above" : "below";
}
