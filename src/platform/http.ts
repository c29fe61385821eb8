import { boundSignal } from "./bound-signal.ts";
import type { Fetch } from "./clock.ts";
import { errorCodeOf } from "./describe-error.ts";
import { isServiceError, ServiceError } from "./errors.ts";

/** One HTTP request. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What bounds a request. */
export interface HttpOptions {
  /** Ends the request with the work that it belongs to. */
  readonly signal: AbortSignal;
  /** Milliseconds until this one request is given up, its body included. */
  readonly timeoutMs: number;
  /** Default: the global `fetch`, looked up at the call. */
  readonly fetch?: Fetch | undefined;
}

/** An answer, read to its end. Its status is not judged: callers know what is good for them. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * Sends a request and reads the whole answer. Redirects are refused: a key or a token must not follow one to another host.
 *
 * @throws ServiceError, retryable: `DEADLINE_EXCEEDED` when `signal` ended it, `HTTP_TIMEOUT` after `timeoutMs`,
 * `HTTP_BODY_TOO_LARGE` for a body beyond 4 MiB, `HTTP_UNREACHABLE` for every failure of the connection, and for a header or address that can't be sent: an operator can
 * mend it. Messages name the host, never the query, a header or a body.
 */
export async function sendRequest(request: HttpRequest, options: HttpOptions): Promise<HttpReply> {
  const host = new URL(request.url).host;
  const bound = boundSignal(options.signal, options.timeoutMs);
  try {
    const response = await (options.fetch ?? globalThis.fetch)(request.url, {
      method: request.method,
      redirect: "error",
      signal: bound.signal,
      ...(request.headers === undefined ? {} : { headers: request.headers }),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return { status: response.status, headers: response.headers, text: await readText(response, host) };
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

/** No answer that this service asks for is a tenth of this, and a body of any size must not fill the memory. */
const mostBodyBytes = 4 * 1_048_576;

async function readText(response: Response, host: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBodyBytes) {
      const message = `${host} answered with more than ${mostBodyBytes} bytes`;
      throw new ServiceError("HTTP_BODY_TOO_LARGE", message, { retryable: true });
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** The JSON value of `text`, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Tells whether a status is worth another try: the request was sound, the server was not ready for it. */
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
