import type { Features, FigureName } from "../features/index.ts";

/** A prompt as a model gets it. */
export interface RenderedPrompt {
  /** The rules of the answer, and the context that the prompt's own text lacks. */
  readonly system: string;
  readonly user: string;
}

/** One kind of insight that can be asked for. A new one is one new file and one line in `registry.ts`. */
export interface PromptType {
  /** The payload's `prompt`. Lower case with underscores. */
  readonly name: string;
  /** Raised with every change of what `render` gives, so that two texts of one version always come from the same words. */
  readonly version: number;
  /**
   * The candles it wants, and which figures are computed of them. Several series end at one moment; the first has the shortest
   * candles, and its newest one dates the text. No figure stands in two of them: each has one time frame.
   */
  readonly series: readonly [SeriesWanted, ...SeriesWanted[]];
  /** The most words that an answer may have. */
  readonly maxWords: number;
  /** Whether a given level on its side of the price may be called support or resistance. Default: none may. */
  readonly namesLevels?: true;
  /** Renders the prompt for a product's figures. A sentence whose figure is null is left out. */
  render(productId: string, features: Features): RenderedPrompt;
}

/** A series of candles that a prompt wants: `windowSeconds` back from the last closed interval. */
export interface SeriesWanted {
  /** Names it in receipts, where there are several: `5m`, `1h`. */
  readonly name: string;
  readonly granularity: CandleLength;
  readonly windowSeconds: number;
  /** The figures that are computed of it: they are told, read and drawn. */
  readonly figures: readonly FigureName[];
}

/** The candle lengths a prompt may ask for, as Coinbase names them. */
export type CandleLength =
  | "ONE_MINUTE"
  | "FIVE_MINUTE"
  | "FIFTEEN_MINUTE"
  | "THIRTY_MINUTE"
  | "ONE_HOUR"
  | "TWO_HOUR"
  | "FOUR_HOUR"
  | "SIX_HOUR"
  | "ONE_DAY";
