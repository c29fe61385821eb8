import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { asOfSeconds } from "../market/candle.ts";
import type { Deadline } from "../platform/deadline.ts";
import { isServiceError, ServiceError } from "../platform/errors.ts";
import type { Lease } from "../platform/aws/ledger.ts";
import type { Logger } from "../platform/logger.ts";
import { type DeliveryNote, readDeliveryNote, writeDeliveryNote } from "./delivery-note.ts";
import type { SharedGeneration } from "./generate-once.ts";
import { deliveryOutcomes } from "./generation.ts";
import { deliveryIdOf, type InsightRequest } from "./insight-request.ts";
import type { InsightPorts } from "./ports.ts";
import { type ClaimedDelivery, postText } from "./post-text.ts";
import { buildReceipt, type Receipt, receiptDayOf, receiptKey } from "./receipt.ts";
import { createKeptCandles } from "./watch/kept-candles.ts";
import type { Turn } from "./watch/take-turn.ts";
import { createFindTextToPost } from "./text-to-post.ts";

const deliverySchema = z.object({ outcome: z.enum(deliveryOutcomes), text: z.string(), status: z.number() });

/** What became of a request. Where its watch had nothing to say the text is empty and the status 0. */
export type Delivery = z.infer<typeof deliverySchema> & {
  /** True where an earlier delivery of the same request had already posted it. */
  readonly repeated: boolean;
};

/** Delivers one request. */
export type DeliverInsight = (
  request: InsightRequest,
  work: {
    readonly deadline: Deadline;
    readonly logger: Logger;
    /** Is told the day of the receipt (`YYYY-MM-DD`, UTC) once the delivery is claimed. */
    readonly onClaimed?: ((receiptDay: string) => void) | undefined;
    /** Is told the text before it is posted, for whoever has to say how far a failed request came. */
    readonly onGenerated?: ((shared: SharedGeneration) => void) | undefined;
  },
) => Promise<Delivery>;

/** A dead-lettered message can be redriven for 14 days; for longer than that a delivery must be remembered. */
const keepSeconds = 30 * 86_400;

/** A crashed container's delivery can be taken over this long after its own time was up. */
const leaseMarginMs = 1_000;

/** Giving work back saves the next attempt a wait, and is not worth more than this. */
const maxReleaseMs = 1_000;

/** A text becomes too old on its way only where a grant took very long or a container was frozen. */
const maxTries = 2;

/** What follows the post must neither take long nor outlast the request: its reader has the text. */
const maxRecordMs = 3_000;
const recordReserveMs = 300;

/**
 * Makes the use case: a request becomes exactly one posted message.
 *
 * The delivery is claimed first, and its note pins the window of the candles, so that a redelivery posts the text that was
 * already written while its market is young enough. Before the post the text itself goes into the note: from then on it may
 * have arrived, and no other text follows it, however late it is. No text is posted whose market's age is above its limit.
 *
 * It throws ServiceError: retryable ones are worth a redelivery, the others never succeed.
 */
export function createDeliverInsight(ports: InsightPorts): DeliverInsight {
  const candles = createKeptCandles(ports.fetchCandles);
  const findTextToPost = createFindTextToPost({ ...ports, fetchCandles: candles.fetch });

  return async (request, { deadline, logger, onClaimed, onGenerated }) => {
    const receivedAtMs = ports.clock();
    const deliveryId = deliveryIdOf(request);
    const asOf = asOfSeconds(receivedAtMs, request.promptType.series[0].granularity);
    const ownDay = receiptDayOf(receivedAtMs);
    const claim = await ports.ledger.claim(deliveryId, {
      leaseMs: deadline.remainingMs() + leaseMarginMs,
      note: writeDeliveryNote({ asOf, receiptDay: ownDay }),
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

    const { lease } = claim;
    const earlier = readDeliveryNote(lease.note);
    const receiptDay = earlier?.receiptDay ?? ownDay;
    onClaimed?.(receiptDay);
    let preparing: Promise<unknown> | undefined;
    let turn: Turn | null = null;
    let hasBegunToPost = false;
    try {
      const { watch = null } = request;
      if (watch !== null) {
        // Most stages have none, and a start need not read what decides for them.
        const { takeTurn } = await import("./watch/take-turn.ts");
        const bounds = { isResumed: earlier?.posting !== undefined, deadline, logger };
        const turnPorts = { ledger: ports.ledger, clock: ports.clock, fetchCandles: candles.fetchAndKeep };
        turn = await takeTurn(request, watch, turnPorts, bounds);
        if (turn.kind === "quiet") return await endQuietly(turn);
      }
      // Whatever the text will be, it is posted: what the post needs is got ready while the text is made.
      preparing = ports.prepareToNotify?.(deadline).catch(() => undefined);
      const idempotencyKey = createHash("sha256").update(deliveryId).digest("hex");
      const claimed = { request, lease, receiptDay, idempotencyKey };
      const { found, postStartedAtMs, ...answer } = await postYoungText(claimed, earlier);
      const { status } = answer;
      const deliveredAtMs = ports.clock();

      const { generation, coalesced } = found;
      const { outcome, text } = generation;
      const delivery = { outcome, text, status };
      const recorded = record(lease, delivery, { deadline, logger });
      logger.info("insight_posted", { outcome, channel: request.channel, status, coalesced });
      ports.metrics.record("Insights", 1, { outcome });
      ports.metrics.record("RequestDuration", deliveredAtMs - receivedAtMs);

      const posting = { ...answer, idempotencyKey, coalesced, receivedAtMs, postStartedAtMs, deliveredAtMs };
      const receipt = buildReceipt(request, generation, posting, turn?.facts);
      // Neither needs the other, and the request has succeeded whatever becomes of them.
      const key = receiptKey(request, receiptDay);
      await Promise.all([recorded, turn?.end("posted"), keepReceipt(key, receipt, { deadline, logger })]);
      return { ...delivery, repeated: false };
    } catch (error) {
      if (turn?.kind === "speaks") await turn.end(mayHaveArrived(error, hasBegunToPost) ? "unknown" : "not_posted");
      await lease
        .release(AbortSignal.timeout(maxReleaseMs))
        .catch((failure: unknown) => logger.warn("lease_not_released", { error: failure }));
      // A container is frozen once its batch is answered: what is under way then would hang until it thaws.
      await preparing;
      throw error;
    }

    /** Nothing is posted, and it is known why. */
    async function endQuietly(quiet: Extract<Turn, { readonly kind: "quiet" }>): Promise<Delivery> {
      const delivery = { outcome: "quiet", text: "", status: 0 } as const;
      // No reader can tell that it came to an end: the ledger must. Until it does nothing is lost by deciding again.
      if (!(await lease.complete(delivery, keepSeconds, afterPost(deadline)))) {
        throw new ServiceError("LEDGER_BUSY", "Another container has taken this request over", { retryable: true });
      }
      logger.info("watch_quiet", { channel: request.channel, watch: quiet.facts.name, reason: quiet.reason });
      ports.metrics.record("Insights", 1, { outcome: "quiet" });
      const { buildQuietReceipt } = await import("./watch/quiet-receipt.ts");
      const receipt = buildQuietReceipt(request, quiet, { receivedAtMs, endedAtMs: ports.clock() });
      await keepReceipt(receiptKey(request, receiptDay), receipt, { deadline, logger });
      return { ...delivery, repeated: false };
    }

    /** Where a text became too old before it could be posted, a new one is written once. */
    async function postYoungText(claimed: ClaimedDelivery, note: DeliveryNote | null) {
      for (let tried = 1; ; tried += 1) {
        const found = await findTextToPost(request, note, { deadline, logger });
        onGenerated?.(found);
        // A slow grant must pass before the text is marked: whoever dies in it has posted nothing.
        await preparing;
        const facts = await ports.describePost?.(request, found.generation, { deadline, logger });
        const postStartedAtMs = ports.clock();
        hasBegunToPost = true;
        try {
          return {
            found,
            postStartedAtMs,
            ...(await postText(found, { ...claimed, facts }, ports, { deadline, logger })),
          };
        } catch (error) {
          if (tried === maxTries || !isServiceError(error, "TEXT_OUTDATED")) throw error;
          logger.warn("text_outdated", { as_of: found.asOf });
        }
      }
    }
  };

  async function keepReceipt(
    key: string,
    receipt: Receipt,
    { deadline, logger }: { deadline: Deadline; logger: Logger },
  ): Promise<void> {
    try {
      await ports.writeReceipt(key, receipt, afterPost(deadline));
      logger.info("receipt_written", { key });
    } catch (error) {
      ports.metrics.record("ReceiptsNotWritten", 1);
      logger.error("receipt_not_written", { key, error });
    }
  }
}

/** Whether a reader may have got the text of a request that failed. */
function mayHaveArrived(error: unknown, hasBegunToPost: boolean): boolean {
  if (!isServiceError(error)) return hasBegunToPost;
  const { mayHaveArrived: itself, earlierMayHaveArrived: earlier } = error.details;
  return earlier === true || (itself ?? hasBegunToPost);
}

function afterPost(deadline: Deadline): AbortSignal {
  return deadline.endingEarlier(recordReserveMs).within(maxRecordMs).signal;
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
