import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SQSClient,
  SQSServiceException,
} from "@aws-sdk/client-sqs";
import { cutText } from "../records/bound-json.ts";
import { ServiceError } from "../errors.ts";
import { createRedactor, type Redactor } from "../records/redactor.ts";

/** The queues of the service. All calls throw ServiceError `QUEUE_UNAVAILABLE` (retryable) when SQS fails. */
export interface Queue {
  /**
   * Puts a message on a queue and gives its id.
   *
   * A failure that is SQS's refusal of this very message has its name in `details.refusal`, such as `InvalidParameterValue`
   * for one that is too long.
   */
  send(message: QueueMessage, signal?: AbortSignal): Promise<string>;
  /** Makes a received message visible again after `seconds` (0 to 43 200). */
  delay(queueUrl: string, receiptHandle: string, seconds: number, signal?: AbortSignal): Promise<void>;
}

/** A message attribute that is not simply a text. */
export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, perhaps with a label of the sender's: `Number.int`. */
  readonly type: string;
  readonly value: string | Uint8Array;
}

/** Message attributes by name; a text by itself has the type `String`. At most ten. */
export type MessageAttributes = Readonly<Record<string, string | MessageAttribute>>;

/** A message to be sent. */
export interface QueueMessage {
  readonly queueUrl: string;
  readonly body: string;
  /** Empty values, which SQS refuses, are left out. */
  readonly attributes?: MessageAttributes;
  /** Makes a standard queue a fair one: no group waits behind another's burst. */
  readonly groupId?: string;
  /** X-Ray's trace that the message belongs to (`AWSTraceHeader`). Default: the sender's own. */
  readonly traceHeader?: string;
  /** Seconds until it can be received, 0 to 900. Default: the queue's own. */
  readonly delaySeconds?: number;
}

/** SQS counts attributes and body together: ten of these leave room for a body. */
const maxAttributeLength = 4_000;

/**
 * Makes the {@link Queue} on Amazon SQS. Bodies are sent as they are: they are their producers'.
 *
 * @param redactor cleans the attributes of the service's own; a producer's go on as they came. Default: one that knows credentials by their shape alone.
 */
export function createQueue(client: SQSClient, redactor: Redactor = createRedactor()): Queue {
  const clean = (value: string): string => cutText(redactor.redact(value), maxAttributeLength);
  return {
    async send(message, signal) {
      const { traceHeader } = message;
      const attributes = Object.entries(message.attributes ?? {})
        .map(
          ([name, given]) =>
            [name, typeof given === "string" ? { type: "String", value: clean(given) } : given] as const,
        )
        .filter(([, { value }]) => value.length > 0);
      const answer = await judged("send a message", () =>
        client.send(
          new SendMessageCommand({
            QueueUrl: message.queueUrl,
            MessageBody: message.body,
            MessageAttributes: Object.fromEntries(
              attributes.map(([name, { type, value }]) => [
                name,
                {
                  DataType: type,
                  ...(typeof value === "string" ? { StringValue: value } : { BinaryValue: value }),
                },
              ]),
            ),
            ...(traceHeader === undefined
              ? {}
              : { MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: traceHeader } } }),
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
    const refusal = error instanceof SQSServiceException && error.$fault === "client" ? { refusal: error.name } : {};
    throw new ServiceError("QUEUE_UNAVAILABLE", `SQS did not ${what}`, {
      cause: error,
      retryable: true,
      details: refusal,
    });
  }
}
