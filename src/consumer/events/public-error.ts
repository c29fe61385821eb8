import type { ServiceError } from "../../platform/errors.ts";
import type { Redactor } from "../../platform/records/redactor.ts";
import { formatCause } from "../batch/dead-letter-cause.ts";

/**
 * What a caller outside may see of an error: its code as the name, its message, and no stack. An unexpected failure has no
 * message either, since it was not written for a reader. That the post may have arrived is told: whoever asks again, or
 * redrives the event, should look first.
 *
 * @param redactor cleans the message, which may quote another server. Default: it is shown as it is.
 */
export function publicError(error: ServiceError, redactor?: Redactor): Error {
  const cause = formatCause(error);
  const message = redactor === undefined ? cause : redactor.redact(cause);
  const shown = new Error(error.code === "INTERNAL" ? "The request failed for a reason that the log tells" : message);
  shown.name = error.code;
  delete shown.stack;
  return shown;
}
