import type { InsightView } from "./insight-view.ts";

/** A message of the dead-letter queue. */
export interface LetterView {
  readonly messageId: string;
  readonly correlationId: string | null;
  readonly productId: string | null;
  readonly prompt: string | null;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly advice: string;
  readonly sentAt: string | null;
  readonly body: string;
  /** Why a redrive can't help; null where it may. */
  readonly hopeless: string | null;
  readonly post: string;
}

/** What stands in the dead-letter queue. */
export interface LettersView {
  /** Null where they may not be received, as of a stage. */
  readonly letters: readonly LetterView[] | null;
  readonly count: number | null;
  readonly commands: readonly string[];
  readonly problem: string | null;
}

/** A trial or a request that the page started. */
export interface RunView {
  readonly id: string;
  readonly state: "running" | "done" | "failed";
  readonly steps: readonly { readonly atMs: number; readonly text: string }[];
  readonly problem: string | null;
  /** By the registered prompt, and by the draft where there is one. */
  readonly registered: InsightView | null;
  readonly draft: InsightView | null;
  /** The receipt that a posted run left; null for a trial. */
  readonly key: string | null;
}

/** The registered prompt as a template. */
export interface TemplateView {
  readonly prompt: string;
  readonly version: number;
  readonly system: string;
  readonly user: string;
  readonly fields: readonly string[];
}

/** What the stream of events tells. */
export type WorkbenchEvent =
  | { readonly is: "insights" }
  | { readonly is: "letters" }
  | { readonly is: "run"; readonly run: string };
