import type { Message } from "@aws-sdk/client-sqs";
import { mayHaveArrived } from "../../consumer/may-have-arrived.ts";
import { parsePayloadText, type Payload } from "../../consumer/payload.ts";
import { parseJson } from "../../platform/http.ts";

/** A message of the dead-letter queue, as it was received. */
export interface Letter {
  readonly messageId: string;
  /** By which it is made visible again, or deleted. */
  readonly receiptHandle: string;
  readonly body: string;
  /** Null where the body is no valid request. */
  readonly request: Payload | null;
  /** As the body has it, also where that is no valid request otherwise; null where it has none. */
  readonly correlationId: string | null;
  /** Milliseconds since the UNIX epoch; null where SQS did not say. */
  readonly sentAtMs: number | null;
  /** How often it was received, in the prompts queue where SQS moved it from there, and by looking at it. */
  readonly receiveCount: number;
  /** The message attributes that hold text, by name. */
  readonly attributes: Readonly<Record<string, string>>;
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
  return {
    messageId: MessageId ?? "",
    receiptHandle: ReceiptHandle ?? "",
    body: Body,
    request: requestOf(Body),
    correlationId: correlationIdOf(Body),
    sentAtMs: sentAtMs > 0 ? sentAtMs : null,
    receiveCount: Number(Attributes?.ApproximateReceiveCount) || 1,
    attributes,
    errorCode: attributes["error_code"] ?? null,
    errorMessage: attributes["error_message"] ?? null,
  };
}

function requestOf(body: string): Payload | null {
  try {
    return parsePayloadText(body);
  } catch {
    return null;
  }
}

function correlationIdOf(body: string): string | null {
  const id: unknown = Reflect.get(Object(parseJson(body)), "correlation_id");
  return typeof id === "string" ? id : null;
}

/**
 * Tells whether a letter is the one that is asked for: by its message id, by that which it had in the prompts queue, or by
 * the correlation id in its body.
 */
export function isNamed({ messageId, correlationId, attributes }: Letter, id: string): boolean {
  return [messageId, correlationId, attributes["source_message_id"]].includes(id);
}

/**
 * What is known of a letter's post: it may have arrived, so that the reader may get it twice where the Assistant ignores
 * idempotency keys. Nobody knows of one that the queue itself moved.
 */
export function postOf({ errorCode, errorMessage }: Letter): "not posted" | "may have arrived" | "unknown" {
  if (errorCode === null) return "unknown";
  return errorMessage?.includes(mayHaveArrived) === true ? "may have arrived" : "not posted";
}

/** Tells whether the same message can never succeed: there is no request in it. */
export function isHopeless({ request }: Letter): boolean {
  return request === null;
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
    body: letter.body,
  };
}
