import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { readCaller } from "../events/caller.ts";
import type { DeliverInsight } from "../../insight/deliver-insight.ts";
import type { SharedGeneration } from "../../insight/generate-once.ts";
import type { Random } from "../../platform/clock.ts";
import type { Deadline } from "../../platform/deadline.ts";
import { type ServiceError, toServiceError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/logger.ts";
import { type DeadLetterReceiptPorts, keepDeadLetterReceipt, type KnownOfRequest } from "./dead-letter-receipt.ts";
import { deadLetter, maxQueueCallMs, type MovePorts, sendAnew } from "./dead-letter.ts";
import { endingWith } from "./ending-with.ts";
import { callerName, producersAttributes } from "../events/message-attributes.ts";
import { toRequest } from "../events/payload.ts";
import { queueMessageOf } from "../events/queue-message.ts";
import { readMessage } from "../events/read-payload.ts";
import { redeliveryDelaySeconds } from "./redelivery-delay.ts";

/** What a batch is handled with. */
export interface BatchPorts extends DeadLetterReceiptPorts, MovePorts {
  readonly deliver: DeliverInsight;
  /** The channel of a payload that names none. */
  readonly channel: string;
  readonly random?: Random | undefined;
}

/** As in serverless.yml: SQS moves a message that was received this often. */
const maxReceiveCount = 5;

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
    records.map(async (record) => {
      const recordLogger = logger.child({ message_id: record.messageId });
      return (await handleRecord(record, ports, deadline, recordLogger)) ? null : record.messageId;
    }),
  );
  const failed = handled.filter((messageId) => messageId !== null);
  return { batchItemFailures: failed.map((messageId) => ({ itemIdentifier: messageId })) };
}

/** Whether the record is done with and may be deleted. */
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
    const { payload, caller } = readMessage(record.body);
    const request = toRequest(payload, ports.channel, message, callerOf(record) ?? readCaller(caller));
    recordLogger = logger.child({
      correlation_id: request.correlationId,
      product_id: request.productId,
      prompt: request.promptType.name,
    });
    recordLogger.info("request_received", { channel: request.channel });
    known = { request, startedAtMs, shared: null };
    const learn = (more: Partial<KnownOfRequest>): void =>
      void (known = { request, startedAtMs, shared: null, ...known, ...more });
    const onClaimed = (receiptDay: string): void => learn({ receiptDay });
    const onGenerated = (shared: SharedGeneration): void => learn({ shared });
    await endingWith(deadline, ports.deliver(request, { deadline, logger: recordLogger, onClaimed, onGenerated }));
    return true;
  } catch (thrown) {
    const error = toServiceError(thrown);
    ports.metrics.record("RequestFailures", 1, { code: error.code });

    const { receiveCount } = message;
    // At its last receive SQS would move it as well, but could not say why.
    const isLast = receiveCount >= maxReceiveCount;
    if (isLast && error.code === "LEDGER_BUSY") {
      return await sendAnew(record, error, askedDelaySeconds(error), ports, recordLogger);
    }
    if (!error.retryable || isLast) {
      const receipt = keepDeadLetterReceipt(known, error, ports, recordLogger);
      const isMoved = await deadLetter(record, error, ports, recordLogger);
      await receipt;
      return isMoved;
    }

    const delaySeconds = redeliveryDelaySeconds(receiveCount, ports.random, error.retryAfterMs);
    recordLogger.error("request_failed", { error, receive_count: receiveCount, retry_in_seconds: delaySeconds });
    const signal = AbortSignal.timeout(maxQueueCallMs);
    await ports.queue.delay(ports.queueUrl, record.receiptHandle, delaySeconds, signal).catch((failure: unknown) => {
      // Without it the queue's own visibility timeout brings the message back, only later.
      recordLogger.warn("visibility_not_set", { error: failure });
    });
    return false;
  }
}

/** Whose request it is, as the message's own attribute says; null where it has none. */
function callerOf(record: SQSRecord): string | null {
  const value = producersAttributes(record)[callerName]?.value;
  return typeof value === "string" ? readCaller(value) : null;
}

/** Somebody else holds the work until then: an earlier attempt would only use up a receive. */
function askedDelaySeconds(error: ServiceError): number {
  return Math.ceil((error.retryAfterMs ?? 0) / 1_000);
}
