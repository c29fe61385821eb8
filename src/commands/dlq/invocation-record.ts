import * as z from "zod/mini";
import { parseJson } from "../../platform/http/http.ts";

/** Why Lambda gave up an event of an asynchronous invocation. */
export interface InvocationRecord {
  /** The function's own code, or Lambda's: `Sandbox.Timedout`, `EventAgeExceeded`. */
  readonly errorCode: string;
  readonly errorMessage: string;
}

const recordSchema = z.object({
  requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.optional(z.number()) }),
  requestPayload: z.unknown(),
  responsePayload: z.optional(
    z.nullable(z.object({ errorType: z.optional(z.string()), errorMessage: z.optional(z.string()) })),
  ),
});

/**
 * Reads the record that Lambda sends to the destination of an event that failed; null for any other text.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function readInvocationRecord(body: string): InvocationRecord | null {
  const { success, data } = z.safeParse(recordSchema, parseJson(body));
  if (!success || data.requestContext.condition === "Success") return null;
  const { condition, approximateInvokeCount: count } = data.requestContext;
  const { errorType, errorMessage } = data.responsePayload ?? {};
  // A function that was killed for its time has a message and no type.
  const isTimeout = errorType === undefined && errorMessage?.includes("Task timed out") === true;
  const times = count === undefined ? "" : ` after ${count} invocations`;
  return {
    errorCode: errorType ?? (isTimeout ? "Sandbox.Timedout" : condition),
    errorMessage: errorMessage ?? `Lambda gave the event up${times}: ${condition}`,
  };
}
