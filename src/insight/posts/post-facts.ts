/** What is known of a post beside its text, for where more than a text is shown. */
export interface PostFacts {
  readonly productId: string;
  /** The prompt type's name. */
  readonly prompt: string;
  readonly outcome: "insight" | "plain" | "refusal";
  /** The model that wrote the text; null where none did. */
  readonly model: string | null;
  /** How many of the text's statements were held against its candles, and how many candles; null where none were. */
  readonly checked: { readonly claims: number; readonly candles: number } | null;
  /** The candles that the text is true of, with the prices that it names; null where they can't be had. */
  readonly chart: ChartFacts | null;
}

/** What a chart of a text shows. Times are UNIX seconds, prices in the quote currency. */
export interface ChartFacts {
  readonly title: string;
  /** Oldest first, at least one. */
  readonly candles: readonly {
    readonly start: number;
    readonly open: number;
    readonly high: number;
    readonly low: number;
    readonly close: number;
  }[];
  readonly candleSeconds: number;
  readonly from: number;
  readonly to: number;
  readonly decimals: number;
  readonly levels: readonly { readonly label: string; readonly value: number }[];
}
