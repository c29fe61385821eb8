export { catalogue, type CatalogueFigure, figureOf, type FigureName, isFigureName, mapFigures } from "./catalogue.ts";
export { computeFeatures } from "./compute-features.ts";
export { joinFeatures } from "./join-features.ts";
export { type DefaultFigureName, defaultFigures } from "./default-figures.ts";
export { isSameSpan, type Kind, type Span } from "./figure.ts";
export { formatFigures, type FigureTexts } from "./format-figures.ts";
export type { Features, FeaturesOf } from "./feature-set.ts";
export type { CandleSeries, Counts, FeatureCandle, FeatureContext, Figure } from "./features.ts";
