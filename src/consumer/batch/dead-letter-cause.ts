import type { ServiceError } from "../../platform/errors.ts";

/** Said of a request that is given up although its reader may have been answered: whoever redrives it should look first. */
export const mayHaveArrived = "its post may have arrived";

/** The words of a dead letter's cause. */
export function formatCause({ code, message, details }: ServiceError): string {
  const isSaid = details.mayHaveArrived === true || details.earlierMayHaveArrived === true;
  // Without the ledger nobody knows what an earlier receive came to.
  const isOpen = isSaid || code === "DEADLINE_EXCEEDED" || code === "LEDGER_UNAVAILABLE";
  return isOpen ? `${message} (${mayHaveArrived})` : message;
}
