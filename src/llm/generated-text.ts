import type { ErrorCode } from "../platform/errors.ts";
import type { TokenUsage } from "./model-provider.ts";

/** What became of one provider while a text was asked for. */
export interface ModelAttempt {
  readonly provider: string;
  /** The configured model. */
  readonly model: string;
  /** Milliseconds until it answered, failed or was given up; 0 where it was skipped. */
  readonly latencyMs: number;
  /** Why it gave no text; absent where it did. Holds no secret and no prompt. */
  readonly error?: { readonly code: ErrorCode; readonly message: string };
  /** Tokens that a failed attempt was billed for; absent where there were none, or it does not say. */
  readonly usage?: TokenUsage;
  /** Set where it was not called at all, because it failed too often just before or asked to be left alone. */
  readonly skipped?: true;
}

/** A text that a model wrote, and how it was come by. */
export interface GeneratedText {
  readonly text: string;
  /** The provider that answered, as `LLM_PROVIDERS` spells it. */
  readonly provider: string;
  /** The model that answered, as the provider names it. */
  readonly model: string;
  readonly usage: TokenUsage;
  /** Milliseconds from the first attempt to the answer, failed attempts included. */
  readonly latencyMs: number;
  /** One entry each time that a provider was asked or skipped, in order; the last one answered. */
  readonly attempts: readonly ModelAttempt[];
}
