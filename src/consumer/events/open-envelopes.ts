import { parseJson } from "../../platform/http/http.ts";
import { hasFields, type UnknownFields } from "./name-event.ts";

/** What a message holds once its envelopes are opened. */
export interface Opened {
  /** The innermost value: an object with fields of a request, or whatever was found where there is none. */
  readonly value: unknown;
  /** Where it stood, from the inside out: `the Message of an SNS notification, in the detail of ...`; "" without envelopes. */
  readonly place: string;
  /** The message attribute `caller` of an SNS notification, which SNS without raw delivery leaves in there; else null. */
  readonly caller: string | null;
  /** Set where there is more to open than {@link maxEnvelopes} and {@link maxTexts} allow. */
  readonly isTooDeep?: true;
}

interface Envelope {
  readonly name: string;
  readonly part: string;
  /** What is inside of `value`, if that is such an envelope; else undefined. */
  readonly open: (value: UnknownFields) => unknown;
}

/** Whatever a request passes through on its way to the queue, in the order in which they are tried. */
const envelopes: readonly Envelope[] = [
  {
    name: "an SNS notification",
    part: "Message",
    open: ({ Type, Message }) => (Type === "Notification" ? Message : undefined),
  },
  {
    name: "an EventBridge event",
    part: "detail",
    open: (event) => (typeof event["detail-type"] === "string" ? event["detail"] : undefined),
  },
  {
    // What Lambda sends to the destination of an asynchronous invocation.
    name: "a record of an asynchronous invocation",
    part: "requestPayload",
    open: ({ requestContext, requestPayload }) => (hasFields(requestContext) ? requestPayload : undefined),
  },
  {
    // How CloudEvents spell bytes in JSON; clients take JSON for bytes where its type is not told.
    name: "a CloudEvent",
    part: "data_base64",
    open: ({ specversion, data, data_base64: bytes }) =>
      typeof specversion === "string" && (data ?? null) === null && typeof bytes === "string"
        ? Buffer.from(bytes, "base64").toString("utf8")
        : undefined,
  },
  {
    name: "a CloudEvent",
    part: "data",
    open: ({ specversion, data }) => (typeof specversion === "string" ? data : undefined),
  },
  {
    name: "an SQS record",
    part: "body",
    open: ({ eventSource, body }) => (eventSource === "aws:sqs" ? body : undefined),
  },
  {
    name: "an SNS record",
    part: "Sns",
    open: ({ EventSource, Sns }) => (EventSource === "aws:sns" && hasFields(Sns) ? Sns : undefined),
  },
  {
    name: "an event",
    part: "one record",
    // A message makes one request, so an event of several records has none to give.
    open: ({ Records }) =>
      Array.isArray(Records) && Records.length === 1 && isLetter(Records[0]) ? Records[0] : undefined,
  },
];

/** Nobody packs a request into more envelopes. */
export const maxEnvelopes = 8;

/** Texts that are opened, beside the one that each envelope may hold: each costs a parse. */
export const maxTexts = 8;

/**
 * Opens the envelopes around a request: SNS notifications, EventBridge events, Lambda's records of asynchronous
 * invocations, CloudEvents, SQS and SNS events of one record, and texts that are JSON once more, one in another.
 * It ends at an object with a field of a request, or where there is nothing more to open, and never throws.
 */
export function openEnvelopes(value: unknown): Opened {
  let opened: Opened = { value, place: "", caller: null };
  let envelopesLeft = maxEnvelopes;
  let textsLeft = maxTexts;
  for (;;) {
    const isText = typeof opened.value === "string";
    const next = openOne(opened);
    if (next === null) return opened;
    if (isText ? textsLeft === 0 : envelopesLeft === 0) return { ...opened, isTooDeep: true };
    if (isText) textsLeft -= 1;
    else {
      envelopesLeft -= 1;
      textsLeft += 1;
    }
    opened = next;
  }
}

function openOne({ value, place, caller }: Opened): Opened | null {
  if (typeof value === "string") {
    const inside = parseText(value);
    return inside === undefined ? null : { value: inside, place, caller };
  }
  if (!hasFields(value) || isLikeRequest(value)) return null;
  for (const { name, part, open } of envelopes) {
    const inside = open(value);
    if (inside === undefined) continue;
    const around = place === "" ? "" : `, in ${place}`;
    return { value: inside, place: `the ${part} of ${name}${around}`, caller: callerIn(value) ?? caller };
  }
  return null;
}

/** Whether an object is meant as a request, be it a valid one or not. */
export function isLikeRequest(value: unknown): boolean {
  return hasFields(value) && ["correlation_id", "product_id", "prompt"].some((name) => Object.hasOwn(value, name));
}

/**
 * The JSON value of a text, without the byte order marks that editors and serializers begin with, also where the three bytes
 * of one were read as Latin-1, and without the white space around it. Undefined where it is no JSON.
 */
export function parseText(text: string): unknown {
  // The byte order mark itself counts as white space.
  return parseJson(text.replace(/^(?:\s|\u00EF\u00BB\u00BF)+/, "").trimEnd());
}

/** Whether a record carries what a sender wrote, rather than reporting something that happened. */
function isLetter(record: unknown): boolean {
  return hasFields(record) && (record["eventSource"] === "aws:sqs" || record["EventSource"] === "aws:sns");
}

function callerIn(notification: UnknownFields): string | null {
  const { MessageAttributes: attributes } = notification;
  const attribute = hasFields(attributes) ? attributes["caller"] : undefined;
  return hasFields(attribute) && typeof attribute["Value"] === "string" ? attribute["Value"] : null;
}
