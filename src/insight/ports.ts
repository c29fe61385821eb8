import type { CandleQuery, CandleSet } from "../market/candle.ts";
import type { Clock, Sleep } from "../platform/clock.ts";
import type { Deadline } from "../platform/deadline.ts";
import type { Ledger } from "../platform/aws/ledger.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { RenderedPrompt } from "../prompts/prompt-type.ts";
import type { Generation, TextAttempt } from "./generation.ts";
import type { InsightRequest } from "./insight-request.ts";
import type { PostAnswer } from "./posts/post-answer.ts";
import type { PostFacts } from "./posts/post-facts.ts";
import type { Receipt } from "./receipt.ts";

/** Gives the closed candles of a window that keep the candle contract. */
export type FetchCandles = (query: CandleQuery, deadline: Deadline) => Promise<CandleSet>;

/** A text by a model, not yet checked. */
export interface WrittenText {
  readonly text: string;
  readonly provider: string;
  readonly model: string;
  readonly usage: { readonly inputTokens: number | null; readonly outputTokens: number | null };
  readonly latencyMs: number;
  readonly attempts: readonly TextAttempt[];
}

/** Writes text. Throws ServiceError `MODELS_FAILED`, with `details.attempts`, when no model answers in time. */
export interface TextModel {
  generate(
    prompt: RenderedPrompt & { readonly isRepeat?: true },
    options: {
      readonly signal: AbortSignal;
      remainingMs(): number;
      readonly logger: Logger;
      /** The prompt type's name, for whoever keeps books by it. */
      readonly promptName?: string | undefined;
    },
  ): Promise<WrittenText>;
}

/**
 * Posts a message to its reader. Throws ServiceError; a failure that is not retryable is final. `details.mayHaveArrived` is
 * false where it can't have reached the reader. No try begins after `postUntilMs` (milliseconds since the UNIX epoch): then
 * it throws `TEXT_OUTDATED`.
 */
export type Notify = (
  notification: {
    readonly message: string;
    readonly channel: string;
    readonly correlationId: string;
    readonly idempotencyKey: string;
    /** What is known of it beside its text, where something describes posts. */
    readonly facts?: PostFacts;
  },
  deadline: Deadline,
  bounds: { readonly postUntilMs: number },
) => Promise<PostAnswer>;

/** Describes a post beside its text. Never throws: what can't be had is left out. */
export type DescribePost = (
  request: InsightRequest,
  generation: Generation,
  work: { readonly deadline: Deadline; readonly logger: Logger },
) => Promise<PostFacts>;

/** Keeps a receipt under its key. */
export type WriteReceipt = (key: string, receipt: Receipt, signal: AbortSignal) => Promise<void>;

/** What the use case needs from outside. */
export interface InsightPorts {
  readonly fetchCandles: FetchCandles;
  readonly model: TextModel;
  /** A short name of providers, their settings and the check's version: texts made by others are not shared. */
  readonly madeBy?: string | undefined;
  readonly ledger: Ledger;
  readonly notify: Notify;
  /** Gets ready what `notify` will need, such as a token. Its failure is not told: `notify` reports it. */
  readonly prepareToNotify?: ((deadline: Deadline) => Promise<unknown>) | undefined;
  /** Where it is absent, `notify` gets the text alone. */
  readonly describePost?: DescribePost | undefined;
  /**
   * False where posts are not told apart by their idempotency key: what may have arrived is then never posted again, not by a
   * later attempt either. Default true.
   */
  readonly honoursIdempotencyKey?: boolean | undefined;
  readonly writeReceipt: WriteReceipt;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly sleep: Sleep;
}
