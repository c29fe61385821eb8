import type { TextModel } from "../../../insight/ports.ts";
import type { PromptType } from "../../../prompts/prompt-type.ts";

/** A moment of a market that texts are written about. */
export interface ReplayCase {
  /** Names it: `BTC-USD 2026-11-01T12:00Z`. */
  readonly id: string;
  readonly productId: string;
  /** When the text is written, UNIX seconds. */
  readonly atSeconds: number;
  /** Product and day, UTC: cases that share it share most of their candles. */
  readonly productDay: string;
  /** Whether it can be told by this prompt: a receipt holds the figures of its own alone. */
  readonly fits: (promptName: string) => boolean;
  /** Writes a text by the service's own code; nothing is posted. */
  readonly write: (promptType: PromptType, model: TextModel) => Promise<CaseText>;
}

/** What the service would have posted, and how it came to it. */
export interface CaseText {
  readonly outcome: "insight" | "plain" | "refusal";
  readonly text: string;
  /** What the model wrote: the first answer, and the repaired one where the first could not be posted. */
  readonly answers: readonly JudgedAnswer[];
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

/** The name and the cluster of a case. */
export function nameCase(
  productId: string,
  atSeconds: number,
): Pick<ReplayCase, "id" | "productId" | "atSeconds" | "productDay"> {
  const at = new Date(atSeconds * 1_000).toISOString();
  const short = at.replace(":00.000Z", "Z");
  return { id: `${productId} ${short}`, productId, atSeconds, productDay: `${productId} ${at.slice(0, 10)}` };
}
