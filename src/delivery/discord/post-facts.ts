import type { ChartFacts } from "./chart/draw-chart.ts";

/** What is known of a post beside its text. */
export interface PostFacts {
  readonly productId: string;
  /** The prompt type: `trend_analysis`. */
  readonly prompt: string;
  readonly outcome: "insight" | "plain" | "refusal";
  /** The model that wrote the text; null where none did. */
  readonly model: string | null;
  /** How many of the text's statements were held against its candles, and how many candles; null where none were. */
  readonly checked: { readonly claims: number; readonly candles: number } | null;
  /** Null where there is none, or its candles can't be had. */
  readonly chart: ChartFacts | null;
}
