import type { SharedGeneration } from "../../insight/generate-once.ts";
import type { InsightRequest } from "../../insight/insight-request.ts";
import { describeRequest, type Receipt, receiptDayOf, receiptKey, timingsOf } from "../../insight/receipt.ts";
import type { Clock } from "../../platform/clock.ts";
import type { ErrorCode, ServiceError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Redactor } from "../../platform/records/redactor.ts";

/** All that is known of a request that was given up: these fields, and the `GenerationFacts` if it came to a text. */
export interface DeadLetterReceipt extends Omit<Receipt, "outcome" | "insight" | "delivered"> {
  readonly outcome: "dead_lettered";
  /** What the reader got: nothing that anyone knows of. */
  readonly insight: null;
  readonly delivered: null;
  /** What was to be posted. Null where it did not come to that. */
  readonly unposted_text: string | null;
  readonly channel: string;
  /** ISO 8601, UTC. */
  readonly dead_lettered_at: string;
  readonly reason: { readonly code: ErrorCode; readonly message: string };
}

/** What is known of a request when it fails. */
export interface KnownOfRequest {
  readonly request: InsightRequest;
  /** When this attempt began, milliseconds since the UNIX epoch. */
  readonly startedAtMs: number;
  /** The day of its receipt, as the ledger keeps it. Absent where the ledger was not asked or did not answer. */
  readonly receiptDay?: string;
  /** Null where this attempt did not come to a text. */
  readonly shared: SharedGeneration | null;
}

/** What the receipts of dead letters are kept with. */
export interface DeadLetterReceiptPorts {
  /** Gives false where the receipt of a post stands there, which stays. */
  readonly writeReceipt: (key: string, receipt: DeadLetterReceipt, signal: AbortSignal) => Promise<boolean>;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly metrics: Metrics;
}

/** It is written beside the move to the dead-letter queue, and may take no longer than that. */
const maxWriteMs = 800;

/**
 * Keeps the receipt of a request that is given up, under the key of a delivered one, which it never replaces. A message that
 * is no request has no correlation id to keep one under. It never throws: a receipt that can't be written is logged and
 * counted.
 */
export async function keepDeadLetterReceipt(
  known: KnownOfRequest | null,
  error: ServiceError,
  ports: DeadLetterReceiptPorts,
  logger: Logger,
): Promise<void> {
  if (known === null) return;
  const nowMs = ports.clock();
  const key = receiptKey(known.request, known.receiptDay ?? receiptDayOf(known.startedAtMs));
  try {
    const cause = { code: error.code, message: ports.redactor.redact(error.message) };
    const receipt = buildDeadLetterReceipt(known, cause, nowMs);
    const isWritten = await ports.writeReceipt(key, receipt, AbortSignal.timeout(maxWriteMs));
    logger.info(isWritten ? "receipt_written" : "receipt_of_post_kept", { key });
  } catch (failure) {
    ports.metrics.record("ReceiptsNotWritten", 1);
    logger.error("receipt_not_written", { key, error: failure });
  }
}

/** Whether a receipt reports an end, a post or a watch's silence: nothing that is known of a failure may replace it. */
export function isOfPost(receipt: unknown): boolean {
  if (Reflect.get(Object(receipt), "outcome") === "quiet") return true;
  const delivered: unknown = Reflect.get(Object(receipt), "delivered");
  return typeof delivered === "object" && delivered !== null;
}

function buildDeadLetterReceipt(
  { request, startedAtMs, shared }: KnownOfRequest,
  reason: DeadLetterReceipt["reason"],
  nowMs: number,
): DeadLetterReceipt {
  const generation = shared?.generation;
  return {
    ...generation?.facts,
    ...describeRequest(request, startedAtMs),
    outcome: "dead_lettered",
    coalesced: shared?.coalesced ?? false,
    insight: null,
    delivered: null,
    unposted_text: generation?.text ?? null,
    channel: request.channel,
    dead_lettered_at: new Date(nowMs).toISOString(),
    reason,
    timings_ms: { ...timingsOf(generation?.facts), total: nowMs - startedAtMs },
  };
}
