/** A prompt as a provider gets it. */
export interface ModelPrompt {
  readonly system: string;
  readonly user: string;
  /** Set where most of it was sent just before: a server that has it cached may count only the rest as read. */
  readonly isRepeat?: true;
}

/** Tokens that a call was billed for, or null where the provider did not say. */
export interface TokenUsage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** A whole, untruncated answer. */
export interface ModelAnswer {
  readonly text: string;
  /** The model that answered, as the provider names it. */
  readonly model: string;
  readonly usage: TokenUsage;
}

/** What one answer is asked with. */
export interface AnswerOptions {
  readonly signal: AbortSignal;
  /** The prompt type's name, for a provider that keeps books by it. */
  readonly promptName?: string | undefined;
}

/**
 * A service that writes text. It keeps nothing of a prompt between calls and gives either a whole answer or one of these errors:
 * `MODEL_UNAVAILABLE` (throttled, 5xx, timeout, connection), `MODEL_ANSWER_INCOMPLETE` (cut off, empty), `MODEL_REFUSED`
 * (guardrail, content filter), `MODEL_MISCONFIGURED` (key, rights, unknown model, rejected request).
 *
 * An error's details hold `usage` where tokens were billed, `retryAfterMs` where the service asks to be left alone, and
 * `promptCut` where it did not read the whole prompt.
 */
export interface ModelProvider {
  /** As `LLM_PROVIDERS` spells it. */
  readonly name: string;
  /** The configured model. */
  readonly model: string;
  /** Most milliseconds that an honest answer of it takes. Default: the manager's. */
  readonly maxAnswerMs?: number;
  /** What else shapes its texts, as it is in force: limits, temperature. No secret. */
  readonly settings?: Readonly<Record<string, string | number | boolean | null>>;
  answer(prompt: ModelPrompt, options: AnswerOptions): Promise<ModelAnswer>;
}
