import { boundSignal } from "./bound-signal.ts";
import type { Fetch } from "../clock.ts";
import { errorCodeOf } from "../describe-error.ts";
import { isServiceError, ServiceError } from "../errors.ts";
import { dropBody, readBody } from "./read-body.ts";
import { acceptedEncodings, fetchWithoutOddEncodings, refusedEncoding } from "./refused-encodings.ts";

/** One HTTP request. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** What bounds a request. */
export interface HttpOptions {
  /** Ends the request with the work that it belongs to. */
  readonly signal: AbortSignal;
  /** Milliseconds until this one request is given up, its body included. */
  readonly timeoutMs: number;
  /** Bytes that the body of a good answer may have, unpacked. Default 1 MiB: several times what any of them needs. */
  readonly maxBodyBytes?: number;
  /** Whether a good status is all that is asked for: then no body, however broken, makes a failure of it. Default false. */
  readonly isStatusEnough?: boolean;
  /** Default: the global `fetch`, looked up at the call. */
  readonly fetch?: Fetch | undefined;
}

/** An answer, read to its end. Its status is not judged: callers know what is good for them. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Headers;
  /** Of an answer that is not good, or whose status is enough, this may be the beginning only. */
  readonly text: string;
}

/** Every body must have room in memory ten times at once: each record of a batch reads its own. */
const defaultMaxBodyBytes = 1_048_576;

/** Of an answer that is not good only a few words are told. */
const maxErrorBodyBytes = 65_536;

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a request and reads the whole answer. Redirects are refused: a key or a token must not follow one to another host.
 * An answer with a status that is not 2xx is one as soon as its status is there: what becomes of its body takes nothing from it.
 *
 * @throws ServiceError, retryable: `DEADLINE_EXCEEDED` when `signal` ended it, `HTTP_TIMEOUT` after `timeoutMs`,
 * `HTTP_BODY_TOO_LARGE` for a body beyond `maxBodyBytes`, `HTTP_UNREACHABLE` for every failure of the connection, for a refused redirect
 * (`details.status` and the message with the target's host), and for a header or address that can't be sent: an operator can
 * fix it. Messages name hosts, never the query, a header or a body.
 */
export async function sendRequest(request: HttpRequest, options: HttpOptions): Promise<HttpReply> {
  const host = new URL(request.url).host;
  const bound = boundSignal(options.signal, options.timeoutMs);
  try {
    const send = options.fetch ?? fetchWithoutOddEncodings;
    const response = await send(request.url, {
      method: request.method,
      redirect: "manual",
      signal: bound.signal,
      headers: { "accept-encoding": acceptedEncodings, ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    if (redirects.has(response.status)) throw refusedRedirect(response, request.url);
    return { status: response.status, headers: response.headers, text: await readText(response, host, options) };
  } catch (error) {
    if (isServiceError(error)) throw error;
    if (options.signal.aborted) {
      throw new ServiceError("DEADLINE_EXCEEDED", `The time was up before ${host} answered`, { retryable: true });
    }
    if (bound.isTimeUp()) {
      const message = `${host} did not answer within ${options.timeoutMs} ms`;
      throw new ServiceError("HTTP_TIMEOUT", message, { retryable: true });
    }
    if (error instanceof TypeError && error.cause === undefined) {
      // Fetch refuses the request itself, and its message quotes what it refuses: a header's value or the whole address.
      const message = `The request to ${host} can't be sent: a header or the address is malformed`;
      throw new ServiceError("HTTP_UNREACHABLE", message, { retryable: true });
    }
    const reason = connectionFailure(error);
    throw new ServiceError("HTTP_UNREACHABLE", `${host} can't be reached: ${reason}`, {
      cause: error,
      retryable: true,
    });
  } finally {
    bound.release();
  }
}

async function readText(response: Response, host: string, options: HttpOptions): Promise<string> {
  const needsBody = response.ok && options.isStatusEnough !== true;
  const encoding = refusedEncoding(response.headers);
  if (encoding !== null) {
    dropBody(response.body);
    if (!needsBody) return "";
    const message = `${host} answered in the encoding ${JSON.stringify(encoding)}, which was not asked for`;
    throw new ServiceError("HTTP_UNREACHABLE", message, { retryable: true });
  }
  const maxBytes = needsBody ? (options.maxBodyBytes ?? defaultMaxBodyBytes) : maxErrorBodyBytes;
  const { text, end } = await readBody(response, maxBytes);
  if (end === null || !needsBody) return text;
  if (end.kind === "failed") throw end.error;
  const message = `${host} answered with more than ${maxBytes} bytes`;
  throw new ServiceError("HTTP_BODY_TOO_LARGE", message, { retryable: true });
}

/** Where to is said by host alone: the rest of an address may hold a token. */
function refusedRedirect(response: Response, url: string): ServiceError {
  dropBody(response.body);
  const location = response.headers.get("location");
  const target = location !== null && URL.canParse(location, url) ? new URL(location, url) : null;
  const { host, protocol } = new URL(url);
  const isOtherScheme = target !== null && target.protocol !== protocol;
  const where =
    target === null ? "an unreadable address" : `${isOtherScheme ? `${target.protocol}//` : ""}${target.host}`;
  const message = `${host} redirects to ${where} (${response.status}), and redirects are not followed`;
  return new ServiceError("HTTP_UNREACHABLE", message, { retryable: true, details: { status: response.status } });
}

/** The JSON value of `text`, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a status is worth another try: the request was sound, the server was not ready for it. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** Node's fetch says "fetch failed" and hides the reason in `cause`, or in the parts of an aggregate. */
function connectionFailure(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    const code = errorCodeOf(current);
    if (code !== undefined) return code;
    if (current.cause === undefined) return current.message;
  }
  return String(error);
}
