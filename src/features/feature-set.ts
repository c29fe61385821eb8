import type { FigureName } from "./catalogue.ts";
import type { Counts, Figure } from "./features.ts";

/** What is known of the further series of figures that were joined, see `joinFeatures`. */
export interface FurtherSeries {
  /** The candles' length of each figure that is not of the first series. */
  readonly intervals: Readonly<Record<string, string>>;
  readonly counts: readonly Counts[];
}

/** Some figures of a market, each described where it is declared, and their counts. One that is absent is null. */
export type Features = FigureSet & { readonly further?: FurtherSeries };

/** Figures of one series. */
export type FigureSet = Counts & { readonly [Name in FigureName]?: Figure };

/** Exactly these figures of a market and their counts. */
export type FeaturesOf<Name extends FigureName> = Counts & { readonly [Each in Name]: Figure };
