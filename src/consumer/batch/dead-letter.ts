import type { SQSRecord } from "aws-lambda";
import { isServiceError, type ServiceError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Queue, QueueMessage } from "../../platform/aws/queue.ts";
import type { Redactor } from "../../platform/records/redactor.ts";
import { formatCause } from "./dead-letter-cause.ts";
import {
  callerName,
  type Cause,
  causeNames,
  fitAttributes,
  type FittedAttributes,
  maxMessageBytes,
  messageBytes,
  producersAttributes,
} from "../events/message-attributes.ts";

/** What a message is put on another queue with. */
export interface MovePorts {
  readonly queue: Queue;
  readonly queueUrl: string;
  readonly dlqUrl: string;
  readonly redactor: Redactor;
  readonly metrics: Metrics;
}

/** SQS delays a message by at most 15 minutes. */
const maxSendDelaySeconds = 900;
const minSendDelaySeconds = 5;

/** The answer to SQS is due right after the deadline, so what is said to the queue about a record can't take long. */
export const maxQueueCallMs = 800;

/**
 * Moves a message to the dead-letter queue: its body whole, its producer's attributes as far as there is room, and the
 * cause.
 *
 * @returns whether it is there; where it is not, the queue's redrive policy will move it.
 */
export async function deadLetter(
  record: SQSRecord,
  error: ServiceError,
  ports: MovePorts,
  logger: Logger,
): Promise<boolean> {
  const cause: Cause = {
    error_code: error.code,
    error_message: ports.redactor.redact(formatCause(error)),
    source_message_id: record.messageId,
  };
  try {
    await sendFitting(record, cause, { queueUrl: ports.dlqUrl, body: record.body }, ports.queue, logger);
    ports.metrics.record("DeadLettered", 1, { code: error.code });
    logger.error("request_dead_lettered", { error });
    return true;
  } catch (failure) {
    // The message stays on its queue, so it is not lost: the queue's redrive policy will move it.
    logger.error("request_not_dead_lettered", { error: failure, cause: error });
    return false;
  }
}

/**
 * Somebody else is at this request, which is no failure of it, but may yet fail: a copy with receives of its own waits for
 * them. The ledger makes sure that it is answered once.
 */
export async function sendAnew(
  record: SQSRecord,
  error: ServiceError,
  askedSeconds: number,
  ports: MovePorts,
  logger: Logger,
): Promise<boolean> {
  const delaySeconds = Math.min(maxSendDelaySeconds, Math.max(minSendDelaySeconds, askedSeconds));
  try {
    const message = { queueUrl: ports.queueUrl, body: record.body, delaySeconds };
    await sendFitting(record, null, message, ports.queue, logger);
    logger.warn("request_sent_anew", { error, retry_in_seconds: delaySeconds });
    return true;
  } catch (failure) {
    logger.error("request_not_sent_anew", { error: failure, cause: error });
    return false;
  }
}

/**
 * Sends a record's message with as many of its attributes as SQS takes. A queue may have a lower bound than SQS itself, or
 * dislike an attribute: where it refuses the message, it gets one no longer than it came, and then one with its caller alone.
 */
async function sendFitting(
  record: SQSRecord,
  cause: Cause | null,
  message: QueueMessage,
  queue: Queue,
  logger: Logger,
): Promise<void> {
  const producers = producersAttributes(record);
  const { MessageGroupId: groupId, AWSTraceHeader: traceHeader }: Partial<SQSRecord["attributes"]> =
    record.attributes ?? {};
  const kept = {
    ...message,
    ...(groupId === undefined ? {} : { groupId }),
    ...(traceHeader === undefined ? {} : { traceHeader }),
  };
  const signal = AbortSignal.timeout(maxQueueCallMs);
  const attempts: (() => FittedAttributes)[] = [
    () => fitAttributes(record.body, producers, cause, maxMessageBytes),
    () => fitAttributes(record.body, producers, cause, messageBytes(record.body, producers)),
    () => callerAlone(producers, cause),
  ];
  for (const [index, choose] of attempts.entries()) {
    const { attributes, dropped } = choose();
    try {
      await queue.send({ ...kept, attributes }, signal);
      if (dropped.length > 0) logger.warn("attributes_dropped", { names: dropped });
      return;
    } catch (failure) {
      if (!isRefusedForItsForm(failure) || index === attempts.length - 1) throw failure;
    }
  }
}

function isRefusedForItsForm(failure: unknown): boolean {
  // The name may have SQS's older namespace before it.
  return isServiceError(failure, "QUEUE_UNAVAILABLE") && /(^|\.)Invalid/.test(failure.details.refusal ?? "");
}

function callerAlone(producers: ReturnType<typeof producersAttributes>, cause: Cause | null): FittedAttributes {
  const { [callerName]: caller, ...others } = producers;
  const dropped = [...(cause === null ? [] : causeNames), ...Object.keys(others).toSorted()];
  return { attributes: caller === undefined ? {} : { [callerName]: caller }, dropped };
}
