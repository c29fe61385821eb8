import {
  DeleteMessageBatchCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSMessageAttribute, SQSRecord } from "aws-lambda";
import { setTimeout as sleepFor } from "node:timers/promises";

/** What the poller works with. */
export interface PollerOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  /** ARN of the queue, as records name it. */
  readonly queueArn: string;
  readonly region: string;
  /** Calls the function with an event. */
  readonly invoke: (event: SQSEvent) => Promise<unknown>;
  /** Hears of an invocation that failed as a whole. */
  readonly onError: (error: unknown) => void;
  /** Hears of messages that are done with: handled and deleted. */
  readonly onDone?: (messageIds: readonly string[]) => void;
}

/** A running poller. */
export interface Poller {
  /** Takes no more messages, lets the running batch end and waits for it. */
  stop(): Promise<void>;
}

/** A batch of a standard queue without a window. */
const batchSize = 10;

/**
 * Does what Lambda's event source mapping does for a standard queue with `ReportBatchItemFailures`: receives up to 10
 * messages, calls the function with them and deletes those that it does not name as failed. An invocation that throws, or
 * whose answer is of another shape, fails the batch as a whole. Failed messages are left to their visibility timeout.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function startPoller(options: PollerOptions): Poller {
  const stopping = new AbortController();
  const running = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await pollOnce(options, { waitSeconds: 1, signal: stopping.signal });
      } catch (error) {
        if (stopping.signal.aborted) return;
        options.onError(error);
        await sleepFor(200, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/**
 * Receives one batch, calls the function with it and deletes what it does not name as failed. Throws what the function
 * threw; its messages then wait for the end of their visibility timeout.
 *
 * @param bounds `waitSeconds`: how long the queue waits for a first message, 0 to 20.
 * @returns how many messages were received; 0 calls nobody.
 */
export async function pollOnce(
  options: Omit<PollerOptions, "onError">,
  bounds: { readonly waitSeconds: number; readonly signal?: AbortSignal | undefined },
): Promise<number> {
  const { client, queueUrl: QueueUrl } = options;
  const { Messages: messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: batchSize,
      WaitTimeSeconds: bounds.waitSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
    bounds.signal === undefined ? {} : { abortSignal: bounds.signal },
  );
  if (messages.length === 0) return 0;
  const answer = await options.invoke({ Records: messages.map((message) => toRecord(message, options)) });
  const failed = failedIds(answer, messages);
  const done = messages.filter((message) => !failed.has(message.MessageId ?? ""));
  if (done.length === 0) return messages.length;
  const Entries = done.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle }));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  options.onDone?.(done.map((message) => message.MessageId ?? ""));
  return messages.length;
}

/**
 * The messages that a function's answer leaves on the queue. Nothing, null and an empty list mean that all is well; a shape
 * that Lambda does not know, or an id that is not in the batch, fails them all.
 */
export function failedIds(answer: unknown, messages: readonly Message[]): ReadonlySet<string> {
  const all = new Set(messages.map((message) => message.MessageId ?? ""));
  if (answer === undefined || answer === null) return new Set();
  if (typeof answer !== "object") return all;
  const failures: unknown = Reflect.get(answer, "batchItemFailures");
  if (failures === undefined) return Object.keys(answer).length === 0 ? new Set() : all;
  if (failures === null) return new Set();
  if (!Array.isArray(failures)) return all;
  const failed = new Set<string>();
  for (const failure of failures) {
    const id: unknown = typeof failure === "object" && failure !== null ? Reflect.get(failure, "itemIdentifier") : null;
    if (typeof id !== "string" || !all.has(id)) return all;
    failed.add(id);
  }
  return failed;
}

function toRecord(message: Message, { queueArn, region }: Pick<PollerOptions, "queueArn" | "region">): SQSRecord {
  const { MessageGroupId: groupId, AWSTraceHeader: traceHeader } = message.Attributes ?? {};
  return {
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: {
      ApproximateReceiveCount: message.Attributes?.ApproximateReceiveCount ?? "1",
      SentTimestamp: message.Attributes?.SentTimestamp ?? "0",
      SenderId: message.Attributes?.SenderId ?? "",
      ApproximateFirstReceiveTimestamp: message.Attributes?.ApproximateFirstReceiveTimestamp ?? "0",
      ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
      ...(traceHeader === undefined ? {} : { AWSTraceHeader: traceHeader }),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, attribute]) => [name, toAttribute(attribute)]),
    ),
    md5OfBody: message.MD5OfBody ?? "",
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

/** A message attribute as Lambda passes it on: bytes in base64. */
function toAttribute({ DataType = "String", StringValue, BinaryValue }: MessageAttributeValue): SQSMessageAttribute {
  return {
    dataType: DataType,
    ...(StringValue === undefined ? {} : { stringValue: StringValue }),
    ...(BinaryValue === undefined ? {} : { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
    stringListValues: [],
    binaryListValues: [],
  };
}
