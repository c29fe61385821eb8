import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import type { DeliverInsight } from "../insight/deliver-insight.ts";
import type { SharedGeneration } from "../insight/generate-once.ts";
import type { Random } from "../platform/clock.ts";
import type { Deadline } from "../platform/deadline.ts";
import { ServiceError, toServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/logger.ts";
import type { Queue } from "../platform/queue.ts";
import { type DeadLetterReceiptPorts, keepDeadLetterReceipt, type KnownOfRequest } from "./dead-letter-receipt.ts";
import { tellCause } from "./may-have-arrived.ts";
import { parsePayloadText, toRequest } from "./payload.ts";
import { queueMessageOf } from "./queue-message.ts";
import { redeliveryDelaySeconds } from "./redelivery-delay.ts";

/** What a batch is handled with. */
export interface BatchPorts extends DeadLetterReceiptPorts {
  readonly deliver: DeliverInsight;
  readonly queue: Queue;
  readonly queueUrl: string;
  readonly dlqUrl: string;
  /** The channel of a payload that names none. */
  readonly channel: string;
  readonly random?: Random | undefined;
}

/** SQS takes at most 256 KiB of attributes with the body; a cause is told in a few lines. */
const longestErrorMessage = 1_000;

/** As in serverless.yml: SQS moves a message that was received this often. */
const maxReceiveCount = 5;

/** SQS delays a message by at most 15 minutes. */
const longestSendDelaySeconds = 900;
const shortestSendDelaySeconds = 5;

/** The answer to SQS is due right after the deadline, so what is said to the queue about a record can't take long. */
const longestQueueCallMs = 800;

/**
 * Handles the records of an SQS batch side by side and names those that must come back.
 *
 * A record that can never succeed goes to the dead-letter queue with its cause, leaves a receipt if it holds a request, and
 * counts as handled. A failed one gets its visibility set by backoff. Nothing that happens to one record touches another,
 * and this function never throws: a throw would bring the whole batch back.
 */
export async function handleBatch(
  records: readonly SQSRecord[],
  ports: BatchPorts,
  { deadline, logger }: { deadline: Deadline; logger: Logger },
): Promise<SQSBatchResponse> {
  const handled = await Promise.all(
    records.filter(isRecord).map(async (record) => {
      const recordLogger = logger.child({ message_id: record.messageId });
      return (await handleRecord(record, ports, deadline, recordLogger)) ? null : record.messageId;
    }),
  );
  const failed = handled.filter((messageId) => messageId !== null);
  return { batchItemFailures: failed.map((messageId) => ({ itemIdentifier: messageId })) };
}

/** What is no record has no id to be named by, and naming none would fail the whole batch. */
function isRecord(record: SQSRecord | null | undefined): record is SQSRecord {
  return typeof record?.messageId === "string";
}

/** Tells whether the record is done with and may be deleted. */
async function handleRecord(
  record: SQSRecord,
  ports: BatchPorts,
  deadline: Deadline,
  logger: Logger,
): Promise<boolean> {
  const message = queueMessageOf(record);
  const startedAtMs = ports.clock();
  let recordLogger = logger;
  let known: KnownOfRequest | null = null;
  try {
    const request = toRequest(parsePayloadText(record.body), ports.channel, message);
    recordLogger = logger.child({
      correlation_id: request.correlationId,
      product_id: request.productId,
      prompt: request.promptType.name,
    });
    recordLogger.info("request_received", { channel: request.channel });
    known = { request, startedAtMs, shared: null };
    const onGenerated = (shared: SharedGeneration): void => void (known = { request, startedAtMs, shared });
    await endingWith(deadline, ports.deliver(request, { deadline, logger: recordLogger, onGenerated }));
    return true;
  } catch (thrown) {
    const error = toServiceError(thrown);
    ports.metrics.record("RequestFailures", 1, { code: error.code });

    const { receiveCount } = message;
    // At its last receive SQS would move it as well, but could not say why.
    const isLast = receiveCount >= maxReceiveCount;
    if (isLast && error.code === "LEDGER_BUSY") return await sendAnew(record, error, ports, recordLogger);
    if (!error.retryable || isLast) {
      const receipt = keepDeadLetterReceipt(known, error, ports, recordLogger);
      const isMoved = await deadLetter(record, error, ports, recordLogger);
      await receipt;
      return isMoved;
    }

    const delaySeconds = redeliveryDelaySeconds(receiveCount, ports.random, error.retryAfterMs);
    recordLogger.error("request_failed", { error, receive_count: receiveCount, retry_in_seconds: delaySeconds });
    const signal = AbortSignal.timeout(longestQueueCallMs);
    await ports.queue.delay(ports.queueUrl, record.receiptHandle, delaySeconds, signal).catch((failure: unknown) => {
      // Without it the queue's own visibility timeout brings the message back, only later.
      recordLogger.warn("visibility_not_set", { error: failure });
    });
    return false;
  }
}

/**
 * Somebody else is at this request, which is no failure of it, but may yet fail: a copy with receives of its own waits for
 * them. The ledger makes sure that it is answered once.
 */
async function sendAnew(record: SQSRecord, error: ServiceError, ports: BatchPorts, logger: Logger): Promise<boolean> {
  const delaySeconds = Math.min(longestSendDelaySeconds, Math.max(shortestSendDelaySeconds, askedDelaySeconds(error)));
  const groupId = record.attributes?.MessageGroupId;
  try {
    await ports.queue.send(
      { queueUrl: ports.queueUrl, body: record.body, delaySeconds, ...(groupId === undefined ? {} : { groupId }) },
      AbortSignal.timeout(longestQueueCallMs),
    );
    logger.warn("request_sent_anew", { error, retry_in_seconds: delaySeconds });
    return true;
  } catch (failure) {
    logger.error("request_not_sent_anew", { error: failure, cause: error });
    return false;
  }
}

/** Somebody else holds the work until then: an earlier attempt would only use up a receive. */
function askedDelaySeconds(error: ServiceError): number {
  return Math.ceil((error.retryAfterMs ?? 0) / 1_000);
}

async function deadLetter(record: SQSRecord, error: ServiceError, ports: BatchPorts, logger: Logger): Promise<boolean> {
  try {
    await ports.queue.send(
      {
        queueUrl: ports.dlqUrl,
        body: record.body,
        attributes: {
          error_code: error.code,
          error_message: printable(ports.redactor.redact(tellCause(error))).slice(0, longestErrorMessage),
          source_message_id: record.messageId,
        },
      },
      AbortSignal.timeout(longestQueueCallMs),
    );
    ports.metrics.record("DeadLettered", 1, { code: error.code });
    logger.error("request_dead_lettered", { error });
    return true;
  } catch (failure) {
    // The message stays on its queue, so it is not lost: the queue's redrive policy will move it.
    logger.error("request_not_dead_lettered", { error: failure, cause: error });
    return false;
  }
}

/** SQS refuses a message whose attributes hold characters that XML 1.0 does not know. */
function printable(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/gu, "?");
}

/** Work that ignores its deadline is left behind at it: the others' outcomes must still be reported in time. */
async function endingWith<T>(deadline: Deadline, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void =>
    reject(new ServiceError("DEADLINE_EXCEEDED", "The time was up before the request was done", { retryable: true }));
  if (deadline.signal.aborted) onAbort();
  deadline.signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    deadline.signal.removeEventListener("abort", onAbort);
    // Whatever it still ends with has no listener any more.
    work.catch(() => undefined);
  }
}
