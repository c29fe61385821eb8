import { createHash } from "node:crypto";
import * as z from "zod/mini";
import type { DeliveryOutcome, Generation } from "./generation.ts";
import type { InsightRequest } from "./insight-request.ts";
import type { PostAnswer } from "./posts/post-answer.ts";

/** All that is known of one request that came to its end: these fields, and the `GenerationFacts` of its text beside them. */
export interface Receipt {
  readonly correlation_id: string;
  readonly product_id: string;
  readonly prompt: string;
  readonly prompt_version: number;
  readonly message_id: string | null;
  /** When the message was put on its queue: ISO 8601, UTC. Null for a direct invocation. */
  readonly sent_at: string | null;
  /** How often the queue had given the message out; null for a direct invocation. */
  readonly receive_count: number | null;
  /** ISO 8601, UTC. */
  readonly received_at: string;
  /** Whose request it was; absent where requests are not distinguished by that. */
  readonly caller?: string;
  readonly outcome: DeliveryOutcome;
  /** Whether the text was made for another request about the same candles. */
  readonly coalesced: boolean;
  /** What the reader got; null where a watch had nothing to say. */
  readonly insight: string | null;
  readonly delivered: {
    readonly status: number;
    readonly channel: string;
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly idempotency_key: string;
    /** Who took it; absent: the Assistant. */
    readonly to?: string;
    /** The receiver's own id of the post, where it gives one. */
    readonly message_id?: string;
  } | null;
  readonly timings_ms: Readonly<Record<string, number>>;
  readonly [fact: string]: unknown;
}

/** How the posting of a text went. Times are milliseconds since the UNIX epoch. */
export interface Posting extends PostAnswer {
  readonly idempotencyKey: string;
  readonly coalesced: boolean;
  readonly receivedAtMs: number;
  readonly postStartedAtMs: number;
  readonly deliveredAtMs: number;
}

/**
 * The object key of a delivery's receipt: `insights/{product_id}/{YYYY-MM-DD}/{correlation_id}.{prompt}.{channel}.json`, with
 * `!` and a hash of the caller behind the channel where one is known. Neither prompt nor channel holds a dot, so that no two
 * deliveries share a key, whatever the correlation id holds.
 *
 * @param day see {@link receiptDayOf}.
 */
export function receiptKey(request: InsightRequest, day: string): string {
  const { productId, correlationId, promptType, channel, caller = null } = request;
  const ofCaller = caller === null ? "" : `!${createHash("sha256").update(caller).digest("hex").slice(0, 16)}`;
  return `insights/${productId}/${day}/${correlationId}.${promptType.name}.${channel}${ofCaller}.json`;
}

/**
 * The day that a delivery's receipt is kept under, `YYYY-MM-DD` in UTC: that of its first attempt, which the ledger keeps for
 * those that come after it.
 */
export function receiptDayOf(firstAttemptMs: number): string {
  return new Date(firstAttemptMs).toISOString().slice(0, 10);
}

/** What every receipt says of its request. */
export function describeRequest(
  { correlationId, productId, promptType, message, caller = null }: InsightRequest,
  receivedAtMs: number,
): Pick<
  Receipt,
  | "correlation_id"
  | "product_id"
  | "prompt"
  | "prompt_version"
  | "message_id"
  | "sent_at"
  | "receive_count"
  | "received_at"
  | "caller"
> {
  const sentAtMs = message?.sentAtMs ?? null;
  return {
    correlation_id: correlationId,
    product_id: productId,
    prompt: promptType.name,
    prompt_version: promptType.version,
    message_id: message?.id ?? null,
    sent_at: sentAtMs === null ? null : new Date(sentAtMs).toISOString(),
    receive_count: message?.receiveCount ?? null,
    received_at: new Date(receivedAtMs).toISOString(),
    ...(caller === null ? {} : { caller }),
  };
}

/** Writes down what was delivered and what it was made from. `watch` is what is said of the watch that it comes from. */
export function buildReceipt(
  request: InsightRequest,
  generation: Generation,
  posting: Posting,
  watch: object | null = null,
): Receipt {
  return {
    ...generation.facts,
    ...(watch === null ? {} : { watch }),
    ...describeRequest(request, posting.receivedAtMs),
    outcome: generation.outcome,
    coalesced: posting.coalesced,
    insight: generation.text,
    delivered: {
      status: posting.status,
      channel: request.channel,
      at: new Date(posting.deliveredAtMs).toISOString(),
      idempotency_key: posting.idempotencyKey,
      ...(posting.receiver === undefined ? {} : { to: posting.receiver }),
      ...(posting.messageId === undefined ? {} : { message_id: posting.messageId }),
    },
    timings_ms: {
      ...timingsOf(generation.facts),
      delivery: posting.deliveredAtMs - posting.postStartedAtMs,
      total: posting.deliveredAtMs - posting.receivedAtMs,
    },
  };
}

/** How long the steps of a generation took, in milliseconds; none where its facts do not say. */
export function timingsOf(facts: Generation["facts"] | undefined): Readonly<Record<string, number>> {
  const timings = z.safeParse(z.record(z.string(), z.number()), facts?.["timings_ms"]);
  return timings.success ? timings.data : {};
}
