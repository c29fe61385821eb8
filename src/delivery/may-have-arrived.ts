import { errorCodeOf } from "../platform/describe-error.ts";
import { isServiceError } from "../platform/errors.ts";

/**
 * Whether a post that was answered with `status` may have reached its reader: only where a server failed in the middle
 * of its work, or a gateway speaks for one that may have taken the message.
 */
export function mayHaveArrivedDespite(status: number): boolean {
  return status === 500 || status === 502 || status === 504;
}

/**
 * Whether a post that failed without an answer may have reached its reader: after a timeout or a lost connection. A
 * connection that was never made carried nothing, nor did a request that could not be sent; who redirects takes nothing.
 *
 * @param error what `sendRequest` threw.
 */
export function mayHaveArrivedBefore(error: unknown): boolean {
  // Of these `sendRequest` names the failure of the connection as the cause; without one nothing was sent at all. A refused
  // redirect has its status.
  if (isServiceError(error, "HTTP_UNREACHABLE") && (error.cause === undefined || error.details.status !== undefined))
    return false;
  return !causesOf(error).some(isNoConnection);
}

/** An error, its causes, and the parts of an aggregate: one for each address of a host. */
function causesOf(error: unknown): readonly Error[] {
  if (!(error instanceof Error)) return [];
  const parts: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error, ...causesOf(error.cause), ...parts.flatMap(causesOf)];
}

/** What Node's calls before the first byte are named in an error. */
const callsBefore: ReadonlySet<unknown> = new Set(["connect", "getaddrinfo", "queryA", "queryAaaa"]);

/** Failures before the first byte of a request: of names, addresses, connecting and the TLS handshake. */
const codesBefore =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EMFILE|ENFILE|UND_ERR_CONNECT_TIMEOUT|EPROTO|ERR_SSL_\w+|ERR_TLS_\w+|CERT_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_(?:VERIFY|GET|DECODE)_\w+|HOSTNAME_MISMATCH)$/;

/** What fetch and Node say where they give no code. */
const wordsBefore = ["unexpected redirect", "before secure TLS connection was established"];

function isNoConnection(error: Error): boolean {
  if (callsBefore.has(Reflect.get(error, "syscall"))) return true;
  if (wordsBefore.some((words) => error.message.includes(words))) return true;
  return codesBefore.test(errorCodeOf(error) ?? "");
}
