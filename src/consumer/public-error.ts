import type { ServiceError } from "../platform/errors.ts";
import type { Redactor } from "../platform/redactor.ts";

/**
 * What a caller outside may see of an error: its code as the name, its message, and no stack. What nobody foresaw has no
 * message either, since it was not written for a reader.
 *
 * @param redactor cleans the message, which may quote another server. Default: it is shown as it is.
 */
export function publicError(error: ServiceError, redactor?: Redactor): Error {
  const message = redactor === undefined ? error.message : redactor.redact(error.message);
  const shown = new Error(error.code === "INTERNAL" ? "The request failed for a reason that the log tells" : message);
  shown.name = error.code;
  delete shown.stack;
  return shown;
}
