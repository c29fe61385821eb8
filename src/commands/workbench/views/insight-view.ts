/** What a sentence or a number is; `not_understood` is never posted. */
export type Verdict = "true" | "false" | "not_understood";

/** A piece of a sentence. A marked one is a number, or the name of a figure. */
export interface Part {
  readonly text: string;
  readonly is: "plain" | "number" | "name";
  readonly verdict: Verdict | null;
  /** The figures that it tells of, by name. */
  readonly figures: readonly string[];
}

/** A sentence of an answer, with the verdict of then and of now. */
export interface SentenceView {
  readonly text: string;
  readonly parts: readonly Part[];
  readonly recorded: Verdict | null;
  readonly recordedReason: string;
  readonly now: Verdict | null;
  readonly nowReason: string;
  /** Whether it stands in what was posted. */
  readonly isPosted: boolean;
  readonly figures: readonly string[];
}

/** A text, judged. */
export interface AnswerView {
  readonly title: string;
  readonly sentences: readonly SentenceView[];
  /** Why nothing of it could be posted, then and now; null where something could. */
  readonly recordedWhy: string | null;
  readonly nowWhy: string | null;
  readonly isRecorded: boolean;
  /** The text as it came, where it has no sentences. */
  readonly text: string;
}

/** A figure of the insight. */
export interface FigureView {
  readonly name: string;
  readonly label: string;
  /** With its unit; null where too few candles stand behind it. */
  readonly text: string | null;
  readonly series: string | null;
  /** Where the chart has it. */
  readonly drawn: "line" | "level" | "pane" | "no";
  readonly source: string;
}

/** A line of the chart. Times are UNIX seconds. */
export interface ChartLine {
  readonly figure: string;
  readonly label: string;
  readonly points: readonly (readonly [time: number, value: number])[];
}

/** A part of the chart below the candles, for figures that are no prices. */
export interface ChartPane {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  /** Prices have the market's own, everything else 2. */
  readonly decimals: number;
  /** Lines across it that have a name, such as the zones of an oscillator. */
  readonly levels: readonly { readonly value: number; readonly label: string }[];
}

/** The chart of one series. */
export interface ChartView {
  readonly series: string;
  readonly title: string;
  readonly decimals: number;
  readonly candles: readonly (readonly [
    time: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
  ])[];
  readonly overlays: readonly ChartLine[];
  readonly levels: readonly { readonly figure: string; readonly label: string; readonly value: number }[];
  readonly panes: readonly ChartPane[];
  /** Why there are no candles; null where there are. */
  readonly problem: string | null;
}

/** What took time. Milliseconds from when the request arrived. */
export interface TimeStep {
  readonly label: string;
  readonly fromMs: number;
  readonly ms: number;
  readonly failure: string | null;
  readonly kind: "queue" | "work" | "model" | "repair" | "post";
}

/** One insight, whole. */
export interface InsightView {
  readonly key: string | null;
  readonly correlationId: string;
  readonly productId: string;
  readonly prompt: string;
  readonly promptVersion: number | null;
  readonly outcome: string;
  readonly time: string | null;
  readonly reason: { readonly code: string; readonly message: string } | null;
  readonly markets: readonly string[];
  readonly charts: readonly ChartView[];
  readonly figures: readonly FigureView[];
  readonly system: string | null;
  readonly user: string | null;
  readonly answers: readonly AnswerView[];
  /** What the reader got: null where nothing was posted. */
  readonly posted: string | null;
  readonly channel: string | null;
  /** Who took the post: `the Assistant`, `Discord`. */
  readonly receiver: string;
  /** The watch that asked for it, and what it said of the market; null where none did. */
  readonly watch: string | null;
  readonly status: number | null;
  readonly postedAt: string | null;
  /** The text that was to be posted and was given up, or that would be posted where this is only a trial. */
  readonly unposted: string | null;
  readonly steps: readonly TimeStep[];
  readonly totalMs: number | null;
  /** Whether the text had been made before, for another request about the same candles. */
  readonly coalesced: boolean;
  readonly provider: string | null;
  readonly model: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
  /** The command that tells the same in a terminal; null for a trial. */
  readonly command: string | null;
}
