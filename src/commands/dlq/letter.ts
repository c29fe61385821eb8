import type { Message, MessageAttributeValue } from "@aws-sdk/client-sqs";
import { mayHaveArrived } from "../../consumer/batch/dead-letter-cause.ts";
import { causeNames } from "../../consumer/events/message-attributes.ts";
import type { Payload } from "../../consumer/events/payload.ts";
import { peekCorrelationId, readMessage } from "../../consumer/events/read-payload.ts";
import { errorCodes } from "../../platform/errors.ts";
import { redelivery } from "./redelivery.ts";
import { readInvocationRecord } from "./invocation-record.ts";

/** A message of the dead-letter queue, as it was received. */
export interface Letter {
  readonly messageId: string;
  /** By which it is made visible again, or deleted. */
  readonly receiptHandle: string;
  readonly body: string;
  /** The request in the body, also in envelopes; null where there is no valid one. */
  readonly request: Payload | null;
  /** As the body has it, also where that is no valid request otherwise; null where it has none. */
  readonly correlationId: string | null;
  /** Milliseconds since the UNIX epoch; null where SQS did not say. */
  readonly sentAtMs: number | null;
  /** How often it was received, in the prompts queue where SQS moved it from there, and by looking at it. */
  readonly receiveCount: number;
  /** The message attributes that hold text, by name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What goes back with the message: its producer's own attributes, its group and its trace. */
  readonly kept: {
    readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
    readonly groupId: string | null;
    readonly traceHeader: string | null;
  };
  /** Null where the queue itself moved the message. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** Reads a message that was received. */
export function toLetter({ MessageId, ReceiptHandle, Body = "", Attributes, MessageAttributes }: Message): Letter {
  const attributes = Object.fromEntries(
    Object.entries(MessageAttributes ?? {}).flatMap(([name, { StringValue }]) =>
      StringValue === undefined ? [] : [[name, StringValue] as const],
    ),
  );
  const sentAtMs = Number(Attributes?.SentTimestamp);
  // A message that was moved again has attributes that report the last time; Lambda's record reports the first.
  const invocation = attributes["error_code"] === undefined ? readInvocationRecord(Body) : null;
  return {
    messageId: MessageId ?? "",
    receiptHandle: ReceiptHandle ?? "",
    body: Body,
    request: requestOf(Body),
    correlationId: peekCorrelationId(Body),
    sentAtMs: sentAtMs > 0 ? sentAtMs : null,
    receiveCount: Number(Attributes?.ApproximateReceiveCount) || 1,
    attributes,
    kept: {
      attributes: ofProducer(MessageAttributes ?? {}),
      groupId: Attributes?.MessageGroupId ?? null,
      traceHeader: Attributes?.AWSTraceHeader ?? null,
    },
    errorCode: attributes["error_code"] ?? invocation?.errorCode ?? null,
    errorMessage: attributes["error_message"] ?? invocation?.errorMessage ?? null,
  };
}

function ofProducer(
  attributes: Readonly<Record<string, MessageAttributeValue>>,
): Readonly<Record<string, MessageAttributeValue>> {
  const own = Object.entries(attributes).filter(([name]) => !causeNames.some((cause) => cause === name));
  return Object.fromEntries(
    own.map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { DataType, ...(StringValue === undefined ? { BinaryValue } : { StringValue }) },
    ]),
  );
}

function requestOf(body: string): Payload | null {
  try {
    return readMessage(body).payload;
  } catch {
    return null;
  }
}

/**
 * Whether a letter is the one that is asked for: by its message id, by that which it had in the prompts queue, or by
 * the correlation id in its body.
 */
export function isNamed({ messageId, correlationId, attributes }: Letter, id: string): boolean {
  return [messageId, correlationId, attributes["source_message_id"]].includes(id);
}

/**
 * What is known of a letter's post: it may have arrived, so that the reader may get it twice where the Assistant ignores
 * idempotency keys. Nobody knows of one that the queue itself moved, or whose function was ended by Lambda.
 */
export function postOf({ errorCode, errorMessage }: Letter): "not posted" | "may have arrived" | "unknown" {
  if (errorCode === null || !errorCodes.some((code) => code === errorCode)) return "unknown";
  return errorMessage?.includes(mayHaveArrived) === true ? "may have arrived" : "not posted";
}

/** Whether the same message can never succeed: its code says so, or there is no request in it. */
export function isHopeless(letter: Letter): boolean {
  return whyHopeless(letter) !== null;
}

/** Why the same message can never succeed; null where it may. */
export function whyHopeless({ request, errorCode }: Letter): string | null {
  if (isHopelessCode(errorCode)) return `${errorCode} can never succeed by a redrive`;
  return request === null ? "it holds no valid request, so it can never succeed" : null;
}

/** Whether a code alone says that the same message can never succeed. */
export function isHopelessCode(errorCode: string | null): boolean {
  const code = errorCodes.find((known) => known === errorCode);
  return code !== undefined && redelivery[code] === "never succeeds";
}

/** A letter as `--json` prints it. */
export function letterJson(letter: Letter, nowMs: number): Readonly<Record<string, unknown>> {
  const { messageId, request, correlationId, sentAtMs } = letter;
  return {
    message_id: messageId,
    sent_at: sentAtMs === null ? null : new Date(sentAtMs).toISOString(),
    age_ms: sentAtMs === null ? null : nowMs - sentAtMs,
    receive_count: letter.receiveCount,
    correlation_id: correlationId,
    product_id: request?.product_id ?? null,
    prompt: request?.prompt ?? null,
    channel: request?.channel ?? null,
    error_code: letter.errorCode,
    error_message: letter.errorMessage,
    source_message_id: letter.attributes["source_message_id"] ?? null,
    post: postOf(letter),
    can_succeed: !isHopeless(letter),
    body: letter.body,
  };
}
