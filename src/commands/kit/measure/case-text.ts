/** What is known of a moment of a market before a text is written about it. */
export interface NamedCase {
  /** Names it: `BTC-USD 2026-11-01T12:00Z`. */
  readonly id: string;
  /** Product and day, UTC: cases that share it share most of their candles. */
  readonly productDay: string;
  /** What the market did next; null where that is not known. */
  readonly followed: FollowedMoves | null;
}

/** How the price moved from the moment on, in percent; null where the candles end before. */
export interface FollowedMoves {
  readonly after1h: number | null;
  readonly after24h: number | null;
}

/** What the posted text tells. */
export interface ToldByText {
  /** The one direction that it calls the market's; null where it states none, or both. */
  readonly direction: "up" | "down" | null;
  /** The figures that it tells of, by name, in order. */
  readonly figures: readonly string[];
}

/** What the service would have posted, and how it came to it. */
export interface CaseText {
  readonly outcome: "insight" | "plain" | "refusal";
  readonly text: string;
  /** What the model wrote: the first answer, and the repaired one where the first could not be posted. */
  readonly answers: readonly JudgedAnswer[];
  readonly told: ToldByText;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Why it is no text of the model. */
  readonly reason: { readonly code: string; readonly message: string } | null;
  /** Why the last request brought no answer; null where it did. */
  readonly failureCode: string | null;
}

/** One answer of a model with its verdict. */
export interface JudgedAnswer {
  readonly text: string;
  readonly latencyMs: number | null;
  readonly grounded: boolean;
  readonly posted: string | null;
  readonly sentences: readonly JudgedSentence[];
}

/** One sentence with its verdict: `true`, `false` or `not_understood`. */
export interface JudgedSentence {
  readonly text: string;
  readonly verdict: string;
  readonly reason: string;
}
