import { ServiceError, toServiceError } from "../../platform/errors.ts";
import { kindOf, hasFields, nameEvent } from "./name-event.ts";
import { isLikeRequest, maxEnvelopes, maxTexts, type Opened, openEnvelopes, parseText } from "./open-envelopes.ts";
import { parseWatchedPayload, type WatchedPayload } from "./payload.ts";

/** A payload, and the caller that an envelope around it names. */
export interface ReadMessage {
  readonly payload: WatchedPayload;
  /** As it is written there; null where it is not. */
  readonly caller: string | null;
}

const aRequest = "a request is an object with correlation_id, product_id and prompt";

/**
 * Reads the text of a message: a payload in JSON, by itself or in the envelopes that {@link openEnvelopes} knows.
 *
 * @throws ServiceError `PAYLOAD_NOT_JSON`, or `PAYLOAD_INVALID`, which names the envelope and what is wrong with what it holds.
 */
export function readMessage(text: string): ReadMessage {
  if (parseText(text) === undefined) {
    throw new ServiceError("PAYLOAD_NOT_JSON", `The message is not JSON${encodingOf(text)}`, { cause: whyNot(text) });
  }
  const opened = openEnvelopes(text);
  if (holdsNone(opened)) {
    throw new ServiceError("PAYLOAD_INVALID", `${tell(opened, "message")}: ${aRequest}`);
  }
  return { payload: readOpened(opened), caller: opened.caller };
}

/**
 * Reads the event of a direct invocation: a payload, by itself or in an envelope.
 *
 * @throws ServiceError `EVENT_UNSUPPORTED` for another service's event, which it names, `PAYLOAD_INVALID` for a wrong payload.
 */
export function readDirectEvent(event: unknown): WatchedPayload {
  const opened = openEnvelopes(event);
  const isOthers = opened.place !== "" && !isLikeRequest(opened.value);
  if (isOthers || holdsNone(opened) || !hasFields(opened.value)) {
    throw unsupported(`${tell(opened, "event")}: ${aRequest}`);
  }
  return readOpened(opened);
}

/** An error about an event that the `prompts` function does not take. */
export function unsupported(message: string): ServiceError {
  const taken = "prompts takes SQS messages, and a payload as the event itself";
  return new ServiceError("EVENT_UNSUPPORTED", `${message}; ${taken}`);
}

/** The correlation id that a message or an event seems to have, for the log; null where it has none. */
export function peekCorrelationId(value: unknown): string | null {
  const opened = openEnvelopes(value).value;
  const id = hasFields(opened) ? opened["correlation_id"] : null;
  return typeof id === "string" ? id.slice(0, 128) : null;
}

/** Whether what was found is known to be something else, rather than a request with mistakes. */
function holdsNone({ value, place, isTooDeep }: Opened): boolean {
  if (isTooDeep === true) return true;
  if (isLikeRequest(value)) return false;
  return hasFields(value) ? nameEvent(value) !== null : place !== "";
}

function tell({ value, place, isTooDeep }: Opened, what: "event" | "message"): string {
  const where = place === "" ? `The ${what}` : `${place[0]?.toUpperCase() ?? ""}${place.slice(1)}`;
  if (isTooDeep === true) {
    return `${where} holds more, packed too deep: at most ${maxEnvelopes} envelopes, and ${maxTexts} texts in texts, are opened`;
  }
  if (typeof value === "string") return `${where} is a string that is not JSON`;
  const name = nameEvent(value) ?? kindOf(value);
  return `${where} is ${name}, which holds no request`;
}

function readOpened({ value, place }: Opened): WatchedPayload {
  if (place === "") return parseWatchedPayload(value);
  try {
    return parseWatchedPayload(value);
  } catch (thrown) {
    const { code, message, details } = toServiceError(thrown);
    throw new ServiceError(code, `In ${place}: ${message}`, { details });
  }
}

/** What a text that is not UTF-8 looks like after somebody took it for it. */
function encodingOf(text: string): string {
  const isUtf16 = text.includes("\u0000") || text.startsWith("\u00FF\u00FE") || text.startsWith("\u00FE\u00FF");
  return isUtf16 || text.includes("\uFFFD") ? ": it was not sent as UTF-8, but perhaps as UTF-16" : "";
}

function whyNot(text: string): unknown {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error;
  }
}
