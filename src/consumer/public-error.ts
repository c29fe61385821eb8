import type { ServiceError } from "../platform/errors.ts";
import { tellCause } from "./may-have-arrived.ts";

/**
 * What a caller outside may see of an error: its code as the name, its message, and no stack. What nobody foresaw has no
 * message either, since it was not written for a reader. That the post may have arrived is told: whoever asks again, or
 * redrives the event, should look first.
 */
export function publicError(error: ServiceError): Error {
  const shown = new Error(
    error.code === "INTERNAL" ? "The request failed for a reason that the log tells" : tellCause(error),
  );
  shown.name = error.code;
  delete shown.stack;
  return shown;
}
