import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { asOfSeconds } from "../market/candle.ts";
import { staleAfterSeconds } from "../market/candle-contract.ts";
import type { Deadline } from "../platform/deadline.ts";
import { ServiceError } from "../platform/errors.ts";
import type { Lease } from "../platform/ledger.ts";
import type { Logger } from "../platform/logger.ts";
import { createGenerateOnce } from "./generate-once.ts";
import { outcomes } from "./generation.ts";
import { deliveryIdOf, generationIdOf, type InsightRequest } from "./insight-request.ts";
import type { InsightPorts } from "./ports.ts";
import { buildReceipt, type Receipt, receiptKey } from "./receipt.ts";

const deliverySchema = z.object({ outcome: z.enum(outcomes), text: z.string(), status: z.number() });

/** What became of a request. */
export type Delivery = z.infer<typeof deliverySchema> & {
  /** True where an earlier delivery of the same request had already posted it. */
  readonly repeated: boolean;
};

/** Delivers one request. */
export type DeliverInsight = (
  request: InsightRequest,
  work: { readonly deadline: Deadline; readonly logger: Logger },
) => Promise<Delivery>;

/** A dead-lettered message can be redriven for 14 days; for longer than that a delivery must be remembered. */
const keepSeconds = 30 * 86_400;

/** Time kept back from generating, so that what was written can also be posted and recorded. */
const deliveryReserveMs = 12_000;

/** A crashed container's delivery can be taken over this long after its own time was up. */
const leaseMarginMs = 1_000;

/** Giving work back saves the next attempt a wait, and is not worth more than this. */
const longestReleaseMs = 1_000;

/** What follows the post must neither take long nor outlast the request: its reader has the text. */
const longestRecordMs = 3_000;
const recordReserveMs = 300;

/**
 * Makes the use case: a request becomes exactly one posted message.
 *
 * The delivery is claimed first, and the claim pins the candles' `asOf`, so that a redelivery after a crash posts the text
 * that was already written. A pinned `asOf` without a text, or whose candles would be stale, is given up.
 *
 * It throws ServiceError: retryable ones are worth a redelivery, the others never succeed.
 */
export function createDeliverInsight(ports: InsightPorts): DeliverInsight {
  const generateOnce = createGenerateOnce(ports);

  return async (request, { deadline, logger }) => {
    const receivedAtMs = ports.clock();
    const deliveryId = deliveryIdOf(request);
    const currentAsOf = asOfSeconds(receivedAtMs, request.promptType.candles.granularity);
    const claim = await ports.ledger.claim(deliveryId, {
      leaseMs: deadline.remainingMs() + leaseMarginMs,
      note: String(currentAsOf),
      signal: deadline.signal,
    });
    if (claim.state === "busy") {
      const retryAfterMs = Math.max(0, claim.leaseUntilMs - ports.clock());
      const message = "Another container is at this request";
      throw new ServiceError("LEDGER_BUSY", message, { retryable: true, details: { retryAfterMs } });
    }
    if (claim.state === "done") {
      logger.info("request_already_delivered");
      return { ...z.parse(deliverySchema, claim.result), repeated: true };
    }

    try {
      const asOf = await chooseAsOf(request, claim.lease, currentAsOf, deadline);
      const reserveMs = Math.min(deliveryReserveMs, deadline.remainingMs() / 3);
      const generating = { deadline: deadline.endingEarlier(reserveMs), logger };
      const { generation, coalesced } = await generateOnce(request, asOf, generating);
      if (coalesced) ports.metrics.record("CoalescedRequests", 1);

      const idempotencyKey = createHash("sha256").update(deliveryId).digest("hex");
      const postStartedAtMs = ports.clock();
      const { correlationId, channel } = request;
      const { outcome, text } = generation;
      const { status } = await ports.notify({ message: text, channel, correlationId, idempotencyKey }, deadline);
      const deliveredAtMs = ports.clock();

      const delivery = { outcome, text, status };
      await record(claim.lease, delivery, { deadline, logger });
      logger.info("insight_posted", { outcome, channel, status, coalesced });
      ports.metrics.record("Insights", 1, { outcome });
      ports.metrics.record("RequestDuration", deliveredAtMs - receivedAtMs);

      const posting = { status, idempotencyKey, coalesced, receivedAtMs, postStartedAtMs, deliveredAtMs };
      await keepReceipt(request, buildReceipt(request, generation, posting), { deadline, logger, deliveredAtMs });
      return { ...delivery, repeated: false };
    } catch (error) {
      await claim.lease
        .release(AbortSignal.timeout(longestReleaseMs))
        .catch((failure: unknown) => logger.warn("lease_not_released", { error: failure }));
      throw error;
    }
  };

  /**
   * An earlier attempt's `asOf` where its text was written and is still fresh: that text is posted then. Else the current
   * one, which the next attempt will find.
   */
  async function chooseAsOf(
    request: InsightRequest,
    lease: Lease,
    currentAsOf: number,
    { signal }: Deadline,
  ): Promise<number> {
    const pinned = Number(lease.note);
    if (pinned === currentAsOf) return pinned;
    const isFresh = Number.isSafeInteger(pinned) && currentAsOf - pinned <= staleAfterSeconds;
    if (isFresh && (await ports.ledger.result(generationIdOf(request, pinned), signal)) !== null) return pinned;
    await lease.setNote(String(currentAsOf), signal);
    return currentAsOf;
  }

  async function keepReceipt(
    request: InsightRequest,
    receipt: Receipt,
    { deadline, logger, deliveredAtMs }: { deadline: Deadline; logger: Logger; deliveredAtMs: number },
  ): Promise<void> {
    const key = receiptKey(request, deliveredAtMs);
    try {
      await ports.writeReceipt(key, receipt, afterPost(deadline));
      logger.info("receipt_written", { key });
    } catch (error) {
      ports.metrics.record("ReceiptsNotWritten", 1);
      logger.error("receipt_not_written", { key, error });
    }
  }
}

function afterPost(deadline: Deadline): AbortSignal {
  return deadline.endingEarlier(recordReserveMs).within(longestRecordMs).signal;
}

/** Once posted, a request has succeeded: a ledger that can't say so must not bring it back to be posted again. */
async function record(
  lease: Lease,
  delivery: object,
  { deadline, logger }: { deadline: Deadline; logger: Logger },
): Promise<void> {
  try {
    if (!(await lease.complete(delivery, keepSeconds, afterPost(deadline)))) logger.warn("delivery_taken_over");
  } catch (error) {
    logger.error("delivery_not_recorded", { error });
  }
}
