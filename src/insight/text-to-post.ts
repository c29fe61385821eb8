import * as z from "zod/mini";
import { staleAfterSeconds } from "../market/candle-contract.ts";
import type { Deadline } from "../platform/deadline.ts";
import { ServiceError } from "../platform/errors.ts";
import type { Lease } from "../platform/ledger.ts";
import type { Logger } from "../platform/logger.ts";
import { type DeliveryNote, readDeliveryNote, writeDeliveryNote } from "./delivery-note.ts";
import { createGenerateOnce, type SharedGeneration } from "./generate-once.ts";
import { generationSchema } from "./generation.ts";
import { generationIdOf, type InsightRequest } from "./insight-request.ts";
import type { InsightPorts } from "./ports.ts";

/** The text that a delivery posts. */
export interface TextToPost extends SharedGeneration {
  /** End of the candles that it is about, UNIX seconds. */
  readonly asOf: number;
  /** Whether an earlier attempt had begun to post it. */
  readonly isResumed: boolean;
}

/** Finds or writes the text of a claimed delivery, and marks it as being posted. */
export type FindTextToPost = (
  request: InsightRequest,
  lease: Lease,
  currentAsOf: number,
  work: { readonly deadline: Deadline; readonly logger: Logger },
) => Promise<TextToPost>;

/** Time kept back from generating, so that what was written can also be posted and recorded. */
const deliveryReserveMs = 12_000;

/**
 * Makes the {@link FindTextToPost}. A text whose posting began may have arrived, so it is the only one that its request is
 * ever answered with; one that was only written serves while it is fresh; else one is written of the present candles.
 *
 * It throws what generating throws, and ServiceError `LEDGER_BUSY` (retryable) where somebody took the delivery over.
 */
export function createFindTextToPost(ports: InsightPorts): FindTextToPost {
  const generateOnce = createGenerateOnce(ports);

  return async (request, lease, currentAsOf, { deadline, logger }) => {
    const earlier = readDeliveryNote(lease.note);
    if (earlier?.posting !== undefined) {
      logger.info("posting_resumed", { as_of: earlier.asOf });
      const kept = await ports.ledger.result(generationIdOf(request, earlier.asOf, ports.madeBy), deadline.signal);
      const { data } = z.safeParse(generationSchema, kept);
      return {
        generation: { ...earlier.posting, facts: data?.facts ?? {} },
        coalesced: false,
        asOf: earlier.asOf,
        isResumed: true,
      };
    }
    const asOf = await chooseAsOf(request, earlier, currentAsOf, deadline);
    const reserveMs = Math.min(deliveryReserveMs, deadline.remainingMs() / 3);
    const generating = { deadline: deadline.endingEarlier(reserveMs), logger };
    const shared = await generateOnce(request, asOf, generating);
    if (shared.coalesced) ports.metrics.record("CoalescedRequests", 1);
    const { outcome, text } = shared.generation;
    if (!(await lease.setNote(writeDeliveryNote({ asOf, posting: { outcome, text } }), deadline.signal))) {
      throw new ServiceError("LEDGER_BUSY", "Another container has taken this request over", { retryable: true });
    }
    return { ...shared, asOf, isResumed: false };
  };

  /** An earlier attempt's `asOf` where its text was written and is still fresh, so that it is not written twice. */
  async function chooseAsOf(
    request: InsightRequest,
    earlier: DeliveryNote | null,
    currentAsOf: number,
    { signal }: Deadline,
  ): Promise<number> {
    if (earlier === null || earlier.asOf === currentAsOf) return currentAsOf;
    const isFresh = currentAsOf - earlier.asOf <= staleAfterSeconds;
    const isWritten =
      isFresh && (await ports.ledger.result(generationIdOf(request, earlier.asOf, ports.madeBy), signal)) !== null;
    return isWritten ? earlier.asOf : currentAsOf;
  }
}
