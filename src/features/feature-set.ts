import type { FigureName } from "./catalogue.ts";
import type { Counts, Figure } from "./features.ts";

/** Some figures of a market, each described where it is declared, and their counts. One that is absent is null. */
export type Features = Counts & { readonly [Name in FigureName]?: Figure };

/** Exactly these figures of a market and their counts. */
export type FeaturesOf<Name extends FigureName> = Counts & { readonly [Each in Name]: Figure };
