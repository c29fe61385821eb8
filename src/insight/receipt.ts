import * as z from "zod/mini";
import type { Generation, Outcome } from "./generation.ts";
import type { InsightRequest } from "./insight-request.ts";

/** All that is known of one delivered request: these fields, and the `GenerationFacts` of its text beside them. */
export interface Receipt {
  readonly correlation_id: string;
  readonly product_id: string;
  readonly prompt: string;
  readonly prompt_version: number;
  readonly message_id: string | null;
  /** ISO 8601, UTC. */
  readonly received_at: string;
  readonly outcome: Outcome;
  /** Whether the text was made for another request about the same candles. */
  readonly coalesced: boolean;
  /** What the reader got. */
  readonly insight: string;
  readonly delivered: {
    readonly status: number;
    readonly channel: string;
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly idempotency_key: string;
  };
  readonly timings_ms: Readonly<Record<string, number>>;
  readonly [fact: string]: unknown;
}

/** How the posting of a text went. Times are milliseconds since the UNIX epoch. */
export interface Posting {
  readonly status: number;
  readonly idempotencyKey: string;
  readonly coalesced: boolean;
  readonly receivedAtMs: number;
  readonly postStartedAtMs: number;
  readonly deliveredAtMs: number;
}

/** The object key of a request's receipt: `insights/{product_id}/{YYYY-MM-DD}/{correlation_id}.json`, the day in UTC. */
export function receiptKey(request: InsightRequest, deliveredAtMs: number): string {
  const day = new Date(deliveredAtMs).toISOString().slice(0, 10);
  return `insights/${request.productId}/${day}/${request.correlationId}.json`;
}

/** Writes down what was delivered and what it was made from. */
export function buildReceipt(request: InsightRequest, generation: Generation, posting: Posting): Receipt {
  return {
    ...generation.facts,
    correlation_id: request.correlationId,
    product_id: request.productId,
    prompt: request.promptType.name,
    prompt_version: request.promptType.version,
    message_id: request.messageId,
    received_at: new Date(posting.receivedAtMs).toISOString(),
    outcome: generation.outcome,
    coalesced: posting.coalesced,
    insight: generation.text,
    delivered: {
      status: posting.status,
      channel: request.channel,
      at: new Date(posting.deliveredAtMs).toISOString(),
      idempotency_key: posting.idempotencyKey,
    },
    timings_ms: {
      ...numbersOf(generation.facts["timings_ms"]),
      delivery: posting.deliveredAtMs - posting.postStartedAtMs,
      total: posting.deliveredAtMs - posting.receivedAtMs,
    },
  };
}

function numbersOf(value: unknown): Readonly<Record<string, number>> {
  const timings = z.safeParse(z.record(z.string(), z.number()), value);
  return timings.success ? timings.data : {};
}
