import type { SQSRecord } from "aws-lambda";
import type { MessageAttribute, MessageAttributes } from "../../platform/aws/queue.ts";

/** What the function adds to a dead letter. A message that comes back from there has them still: they are old news then. */
export const causeNames = ["error_code", "error_message", "source_message_id"] as const;

/** The attribute that says whose request a message holds. */
export const callerName = "caller";

/** SQS's bound on a body and its attributes together, in bytes. */
export const maxMessageBytes = 1_048_576;

/** SQS's bound on the number of attributes. */
const maxAttributes = 10;

/** A cause is given in a few lines. */
const maxErrorMessageCharacters = 1_000;

/** The attributes that were chosen, and the names of those that had no room, parts of the cause among them. */
export interface FittedAttributes {
  readonly attributes: MessageAttributes;
  readonly dropped: readonly string[];
}

/** The cause of a dead letter, as its attributes tell it. */
export type Cause = Readonly<Record<(typeof causeNames)[number], string>>;

/** The attributes that the producer of a message gave it, without those of an earlier stay in the dead-letter queue. */
export function producersAttributes({ messageAttributes }: SQSRecord): Readonly<Record<string, MessageAttribute>> {
  // A hand-made event may lack what SQS always sends.
  const given: Partial<SQSRecord["messageAttributes"]> = messageAttributes ?? {};
  const own: [name: string, attribute: MessageAttribute][] = [];
  for (const [name, attribute] of Object.entries(given)) {
    if (attribute === undefined || causeNames.some((cause) => cause === name)) continue;
    const { dataType: type, stringValue, binaryValue } = attribute;
    if (typeof stringValue === "string") own.push([name, { type, value: stringValue }]);
    // Lambda gives bytes in base64.
    else if (typeof binaryValue === "string") own.push([name, { type, value: Buffer.from(binaryValue, "base64") }]);
  }
  return Object.fromEntries(own);
}

/**
 * Chooses the attributes of a message anew: `caller`, which is part of the request, then the cause, its message cut to what
 * room there is, then the producer's others in the order of their names. Each must fit into what is left of SQS's ten and
 * of `maxBytes`, which the body counts toward. Others never fill room that a part of the cause lacked.
 *
 * @param cause null for a message that goes back to its queue.
 */
export function fitAttributes(
  body: string,
  producers: Readonly<Record<string, MessageAttribute>>,
  cause: Cause | null,
  maxBytes = maxMessageBytes,
): FittedAttributes {
  const attributes: Record<string, MessageAttribute> = {};
  const dropped: string[] = [];
  let roomBytes = maxBytes - Buffer.byteLength(body);
  let count = 0;

  const add = (name: string, attribute: MessageAttribute): boolean => {
    const bytes = attributeBytes(name, attribute);
    if (bytes > roomBytes || count >= maxAttributes || attribute.value.length === 0) return false;
    attributes[name] = attribute;
    roomBytes -= bytes;
    count += 1;
    return true;
  };
  const addOwn = (name: string, attribute: MessageAttribute | undefined): void => {
    if (attribute !== undefined && !add(name, attribute)) dropped.push(name);
  };

  addOwn(callerName, producers[callerName]);
  let isCauseWhole = true;
  const addCause = (name: keyof Cause, value: string): void => {
    if (cause === null || cause[name] === "" || add(name, textAttribute(value))) return;
    dropped.push(name);
    isCauseWhole = false;
  };
  if (cause !== null) {
    addCause("error_code", cause.error_code);
    addCause("source_message_id", printable(cause.source_message_id));
    const left = roomBytes - attributeBytes("error_message", textAttribute(""));
    addCause("error_message", cutTo(printable(cause.error_message), left));
  }
  const others = Object.keys(producers).filter((name) => name !== callerName);
  // By code unit, which no locale changes.
  for (const name of others.toSorted()) {
    if (isCauseWhole) addOwn(name, producers[name]);
    else dropped.push(name);
  }
  return { attributes, dropped };
}

/** The bytes of a message as its queue counted them when it came: its producer's part of them. */
export function messageBytes(body: string, producers: Readonly<Record<string, MessageAttribute>>): number {
  const sizes = Object.entries(producers).map(([name, attribute]) => attributeBytes(name, attribute));
  return sizes.reduce((sum, bytes) => sum + bytes, Buffer.byteLength(body));
}

/** Name, type and value count. Of bytes their base64 does, to be on the safe side. */
function attributeBytes(name: string, { type, value }: MessageAttribute): number {
  const ofValue = typeof value === "string" ? Buffer.byteLength(value) : Math.ceil(value.length / 3) * 4;
  return Buffer.byteLength(name) + Buffer.byteLength(type) + ofValue;
}

function textAttribute(value: string): MessageAttribute {
  return { type: "String", value };
}

/** SQS refuses a message whose attributes hold characters that XML 1.0 does not know, half a surrogate pair too. */
function printable(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "?");
}

/** The beginning of a text, whole characters only. */
function cutTo(text: string, maxBytes: number): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes || end + character.length > maxErrorMessageCharacters) break;
    end += character.length;
  }
  return text.slice(0, end);
}
