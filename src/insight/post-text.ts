import type { Deadline } from "../platform/deadline.ts";
import { isServiceError, ServiceError, toServiceError } from "../platform/errors.ts";
import type { Lease } from "../platform/aws/ledger.ts";
import type { Logger } from "../platform/logger.ts";
import { type DeliveryNote, writeDeliveryNote } from "./delivery-note.ts";
import type { InsightRequest } from "./insight-request.ts";
import type { InsightPorts } from "./ports.ts";
import type { PostAnswer } from "./posts/post-answer.ts";
import type { PostFacts } from "./posts/post-facts.ts";
import { outdated, type TextToPost } from "./text-to-post.ts";

/** A claimed delivery. */
export interface ClaimedDelivery {
  readonly request: InsightRequest;
  readonly lease: Lease;
  readonly receiptDay: string;
  /** The same for every attempt. */
  readonly idempotencyKey: string;
  readonly facts?: PostFacts | undefined;
}

/** Giving work back saves the next attempt a wait, and is not worth more than this. */
const maxUnmarkMs = 1_000;

/**
 * Posts a text. It is marked as being posted first, so that what may have arrived is never followed by another text; the
 * mark goes once the post certainly did not arrive.
 *
 * @throws ServiceError: what `notify` throws, with `details.earlierMayHaveArrived` where an earlier attempt's post may have
 * arrived; `TEXT_OUTDATED` (retryable, with another text) where the text became too old, and nothing of it arrived;
 * `POST_MAY_HAVE_ARRIVED` (final) where it may have arrived and became too old, or can't be told from another one; `LEDGER_BUSY` (retryable) where somebody
 * took the delivery over.
 */
export async function postText(
  found: TextToPost,
  delivery: ClaimedDelivery,
  ports: Pick<InsightPorts, "notify" | "clock" | "honoursIdempotencyKey">,
  { deadline, logger }: { readonly deadline: Deadline; readonly logger: Logger },
): Promise<PostAnswer> {
  const { request, idempotencyKey, facts } = delivery;
  const { correlationId, channel } = request;
  const { postUntilMs, isResumed } = found;
  const message = found.generation.text;
  const notification = { message, channel, correlationId, idempotencyKey, ...(facts === undefined ? {} : { facts }) };
  if (isResumed && ports.honoursIdempotencyKey === false) throw notRepeated();
  if (!isResumed) await mark(found, delivery, { deadline, logger });
  try {
    // The mark took its time, and a container may have been frozen since.
    if (ports.clock() > postUntilMs) throw outdated();
    return await ports.notify(notification, deadline, { postUntilMs });
  } catch (thrown) {
    const isGone = isServiceError(thrown) && thrown.details.mayHaveArrived === false;
    const mayHaveArrived = isResumed || !isGone;
    if (!mayHaveArrived) await unmark(found, delivery, logger);
    else if (isServiceError(thrown, "TEXT_OUTDATED")) throw mayHaveArrivedError(found, thrown);
    throw isResumed ? withEarlierPost(toServiceError(thrown)) : thrown;
  }
}

async function mark(
  found: TextToPost,
  delivery: ClaimedDelivery,
  { deadline, logger }: { readonly deadline: Deadline; readonly logger: Logger },
): Promise<void> {
  const { outcome, text } = found.generation;
  const note: DeliveryNote = { asOf: found.asOf, receiptDay: delivery.receiptDay, posting: { outcome, text } };
  let isOwn: boolean;
  try {
    isOwn = await delivery.lease.setNote(writeDeliveryNote(note), deadline.signal);
  } catch (error) {
    // The write may have succeeded although its answer was lost, and nothing is posted now.
    await unmark(found, delivery, logger);
    throw error;
  }
  if (isOwn) return;
  throw new ServiceError("LEDGER_BUSY", "Another container has taken this request over", { retryable: true });
}

/** What certainly never reached a reader binds no later attempt: an outage may last until the text is too old. */
async function unmark({ asOf }: TextToPost, { lease, receiptDay }: ClaimedDelivery, logger: Logger): Promise<void> {
  await lease
    .setNote(writeDeliveryNote({ asOf, receiptDay }), AbortSignal.timeout(maxUnmarkMs))
    .catch((failure: unknown) => logger.warn("posting_mark_not_removed", { error: failure }));
}

/** Another text under the same idempotency key would be a lie, and under another key a second answer. */
function mayHaveArrivedError({ postUntilMs }: TextToPost, cause: unknown): ServiceError {
  const until = new Date(postUntilMs).toISOString();
  const message = `The text whose posting had begun could be posted until ${until}, and is too old now`;
  return new ServiceError("POST_MAY_HAVE_ARRIVED", message, { cause, details: { mayHaveArrived: true } });
}

/** Nobody who is sent it again would know that it is the same. */
function notRepeated(): ServiceError {
  const message =
    "The posting of its text had begun, its end is not known, and a post can't be told from its repetition";
  return new ServiceError("POST_MAY_HAVE_ARRIVED", message, { details: { mayHaveArrived: true } });
}

/** This attempt's failure must not hide that an earlier post may have arrived. */
function withEarlierPost(error: ServiceError): ServiceError {
  return error.with({ details: { earlierMayHaveArrived: true } });
}
