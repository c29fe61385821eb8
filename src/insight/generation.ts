import * as z from "zod/mini";
import type { Features } from "../features/index.ts";
import type { TextVerdict } from "../grounding/reading/judge-text.ts";
import type { ErrorCode } from "../platform/errors.ts";

/** What text a reader gets. */
export const outcomes = ["insight", "plain", "refusal"] as const;

/** `insight`: a model's checked text. `plain`: written from the figures alone. `refusal`: one sentence on why there is none. */
export type Outcome = (typeof outcomes)[number];

/** How a request ends: with one of these texts, or `quiet`, where its watch had nothing to say and nothing was posted. */
export const deliveryOutcomes = [...outcomes, "quiet"] as const;

/** See {@link deliveryOutcomes}. */
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

/** What is known of the candles of one series. */
export interface MarketFacts {
  /**
   * `coinbase`, or `history` where the collected candles stood in for it; with ` (synthetic)` or ` (replayed)` behind it
   * where the market was no true one.
   */
  readonly source: string;
  readonly count: number;
  readonly expected: number;
  /** When the newest candle closed, UNIX seconds: what the text is true of. */
  readonly as_of: number;
  /** End of the window that was asked for, UNIX seconds. Absent in what earlier versions wrote: there it is `as_of`. */
  readonly window_end?: number;
  readonly newest_start: number | null;
  readonly sha256: string;
  /** The object that a history was read from. */
  readonly object_key?: string;
  /** Why the candles are not Coinbase's. */
  readonly fallback_reason?: string;
  /** What was odd about the answers, a few short sentences. */
  readonly notes?: readonly string[];
}

/** What a generation was made from and how. It goes into receipts as it stands here. */
export interface GenerationFacts {
  /** Of one series, or of several by their names. */
  readonly market: MarketFacts | { readonly series: Readonly<Record<string, MarketFacts>> } | null;
  /** Of one series, or of several by their names. */
  readonly features: Features | Readonly<Record<string, Features>> | null;
  readonly prompt_text: string | null;
  readonly system_text: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  /** Tokens of all answers together, unusable ones too; null where no answer came, or none said how many it took. */
  readonly usage: { readonly input_tokens: number | null; readonly output_tokens: number | null } | null;
  readonly attempts: readonly TextAttempt[];
  /** Every text a model gave, with its verdict, in order. */
  readonly answers: readonly ModelAnswerFacts[];
  /** The verdict on the text that is posted; null where no check applies (a refusal). */
  readonly grounding: TextVerdict | null;
  /** Why the outcome is not `insight`. */
  readonly reason: { readonly code: ErrorCode; readonly message: string } | null;
  readonly timings_ms: Readonly<Record<string, number>>;
}

/** One provider's try at an answer: how long it took, and why it failed if it did. */
export interface TextAttempt {
  readonly provider: string;
  readonly model: string;
  readonly latencyMs: number;
  readonly error?: { readonly code: string; readonly message: string };
  /** Tokens that a failed try was billed for. */
  readonly usage?: { readonly inputTokens: number | null; readonly outputTokens: number | null };
  readonly skipped?: boolean;
}

/** One text by a model. */
export interface ModelAnswerFacts {
  readonly provider: string;
  readonly model: string;
  readonly latency_ms: number;
  readonly text: string;
  readonly grounding: TextVerdict;
}

/**
 * What the ledger keeps of a generation, for a redelivery, another request or another container: the text to post, and
 * the facts, which only travel on into receipts.
 */
export const generationSchema = z.object({
  outcome: z.enum(outcomes),
  /** With its footer. */
  text: z.string(),
  /**
   * When it was true, UNIX seconds: when the newest candle closed, or, of a refusal, when its cause was found. Earlier
   * versions kept none.
   */
  as_of: z.optional(z.number()),
  facts: z.record(z.string(), z.unknown()),
});

/** A finished generation. */
export type Generation = z.infer<typeof generationSchema>;
