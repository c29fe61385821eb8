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
  /** What the market did next; null where that is not known. */
  readonly followed: FollowedMoves | null;
  /** Whether it can be told by this prompt: a receipt holds the figures of its own alone. */
  readonly fits: (promptName: string) => boolean;
  /** Writes a text by the service's own code; nothing is posted. */
  readonly write: (promptType: PromptType, model: TextModel) => Promise<CaseText>;
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

/** The name and the cluster of a case. */
export function nameCase(
  productId: string,
  atSeconds: number,
): Pick<ReplayCase, "id" | "productId" | "atSeconds" | "productDay"> {
  const at = new Date(atSeconds * 1_000).toISOString();
  const short = at.replace(":00.000Z", "Z");
  return { id: `${productId} ${short}`, productId, atSeconds, productDay: `${productId} ${at.slice(0, 10)}` };
}

const hourSeconds = 3_600;

/** The moves of the hour and the day after a moment. @param closeAt the last price by a time, UNIX seconds; null where it is not known. */
export function followedMoves(atSeconds: number, closeAt: (seconds: number) => number | null): FollowedMoves {
  const before = closeAt(atSeconds);
  const moveTo = (seconds: number): number | null => {
    const after = closeAt(seconds);
    return before === null || after === null ? null : (100 * (after - before)) / before;
  };
  return { after1h: moveTo(atSeconds + hourSeconds), after24h: moveTo(atSeconds + 24 * hourSeconds) };
}
