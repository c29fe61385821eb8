import type { SQSRecord } from "aws-lambda";
import type { ServiceError } from "../../platform/errors.ts";
import { hasFields, nameEvent, strangenessOf } from "./name-event.ts";
import { isLikeRequest } from "./open-envelopes.ts";
import { unsupported } from "./read-payload.ts";

/** What the `prompts` function was called with. */
export type ReceivedEvent =
  | {
      readonly kind: "messages";
      readonly records: readonly SQSRecord[];
      /** Set where some of the event's records are no SQS messages, or can't be named in the answer. */
      readonly problem: ServiceError | null;
    }
  | { readonly kind: "direct" };

/** An error names this many records. */
const maxNamed = 5;

/**
 * Tells a batch of SQS messages from a direct invocation. Of an event of records those are messages that have a `messageId`
 * and a `body`, and do not come from another service. An empty batch is a batch in which there is nothing to do.
 */
export function readEvent(event: unknown): ReceivedEvent {
  const records = hasFields(event) && !isLikeRequest(event) ? event["Records"] : undefined;
  if (!Array.isArray(records)) return { kind: "direct" };
  const strange = records.flatMap((record: unknown, index) => {
    const strangeness = strangenessOf(record);
    return strangeness === null ? [] : [`record ${index + 1} is ${strangeness}`];
  });
  const more = strange.length > maxNamed ? `, and ${strange.length - maxNamed} more` : "";
  const named = `${strange.slice(0, maxNamed).join(", ")}${more}`;
  return {
    kind: "messages",
    records: records.filter(isMessage),
    problem: strange.length === 0 ? null : unsupported(`The event is ${nameEvent(event) ?? "unknown"}: ${named}`),
  };
}

function isMessage(record: unknown): record is SQSRecord {
  return strangenessOf(record) === null;
}
