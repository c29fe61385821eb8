import { errorCodeOf } from "../platform/describe-error.ts";
import type { ServiceError } from "../platform/errors.ts";

/**
 * Whether a post may have reached its reader although the API answered with this status: a gateway says 502 or 504, and a server
 * 500, also of a message that was taken. By every other refusal it was not.
 */
export function mayHaveArrivedBy(status: number): boolean {
  return status === 500 || status === 502 || status === 504;
}

/**
 * Whether a post may have reached its reader although no answer came, or none that counts: not where it never left, and not where
 * it was sent elsewhere.
 */
export function mayHaveArrivedAfter(error: ServiceError): boolean {
  if (error.code !== "HTTP_UNREACHABLE") return true;
  // A refused redirect has its status; what can't be sent has no cause.
  if (error.details["status"] !== undefined || error.cause === undefined) return false;
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if (failuresToConnect.test(errorCodeOf(current) ?? "")) return false;
  }
  return true;
}

/** Nobody was there to take it, or nobody who could prove who he is. The codes are of Node, undici and OpenSSL. */
const failuresToConnect =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|HOSTNAME_MISMATCH)$/;
