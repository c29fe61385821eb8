import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { cutText } from "./bound-json.ts";
import { ServiceError } from "./errors.ts";
import { createRedactor, type Redactor } from "./redactor.ts";

/** The queues of the service. All calls throw ServiceError `QUEUE_UNAVAILABLE` (retryable) when SQS fails. */
export interface Queue {
  /**
   * Puts a message on a queue and gives its id.
   *
   * @param attributes string attributes; empty values, which SQS refuses, are left out.
   * @param groupId makes a standard queue a fair one.
   */
  send(message: QueueMessage, signal?: AbortSignal): Promise<string>;
  /** Makes a received message visible again after `seconds` (0 to 43 200). */
  delay(queueUrl: string, receiptHandle: string, seconds: number, signal?: AbortSignal): Promise<void>;
}

/** A message to be sent. */
export interface QueueMessage {
  readonly queueUrl: string;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Makes a standard queue a fair one: no group waits behind another's burst. */
  readonly groupId?: string;
  /** Seconds until it can be received, 0 to 900. Default: the queue's own. */
  readonly delaySeconds?: number;
}

/** SQS counts attributes and body together: ten of these leave room for a body. */
const maxAttributeLength = 4_000;

/**
 * Makes the {@link Queue} on Amazon SQS. Bodies are sent as they are: they are their producers'.
 *
 * @param redactor cleans the attributes. Default: one that knows credentials by their shape alone.
 */
export function createQueue(client: SQSClient, redactor: Redactor = createRedactor()): Queue {
  const clean = (value: string): string => cutText(redactor.redact(value), maxAttributeLength);
  return {
    async send(message, signal) {
      const attributes = Object.entries(message.attributes ?? {}).filter(([, value]) => value !== "");
      const answer = await judged("send a message", () =>
        client.send(
          new SendMessageCommand({
            QueueUrl: message.queueUrl,
            MessageBody: message.body,
            MessageAttributes: Object.fromEntries(
              attributes.map(([name, value]) => [name, { DataType: "String", StringValue: clean(value) }]),
            ),
            ...(message.delaySeconds === undefined ? {} : { DelaySeconds: message.delaySeconds }),
            ...(message.groupId === undefined ? {} : { MessageGroupId: message.groupId }),
          }),
          signal === undefined ? {} : { abortSignal: signal },
        ),
      );
      return answer.MessageId ?? "";
    },
    async delay(queueUrl, receiptHandle, seconds, signal) {
      await judged("set a message's visibility", () =>
        client.send(
          new ChangeMessageVisibilityCommand({
            QueueUrl: queueUrl,
            ReceiptHandle: receiptHandle,
            VisibilityTimeout: seconds,
          }),
          signal === undefined ? {} : { abortSignal: signal },
        ),
      );
    },
  };
}

async function judged<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new ServiceError("QUEUE_UNAVAILABLE", `SQS did not ${what}`, { cause: error, retryable: true });
  }
}
