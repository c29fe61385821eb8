export { computeFeatures } from "./compute-features.ts";
export { formatFigures, type FigureName, type FigureTexts } from "./format-figures.ts";
export type { FeatureCandle, FeatureContext, Features, Figure } from "./features.ts";
