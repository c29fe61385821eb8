import * as z from "zod/mini";
import type { Clock, Fetch } from "../../platform/clock.ts";
import { errorCodeOf } from "../../platform/describe-error.ts";
import type { ServiceError } from "../../platform/errors.ts";
import { parseJson } from "../../platform/http/http.ts";
import { askedWaitMs } from "../asked-wait.ts";
import { modelError, quoteServer, statusErrorCode } from "../model-error.ts";
import { BodyTooLargeError, readModelBody } from "../read-model-body.ts";

/** What bounds and authorizes one request to Ollama. */
export interface OllamaFetchOptions {
  readonly signal: AbortSignal;
  /** Sent as a bearer token. */
  readonly apiKey?: string | undefined;
  /** Default: the global `fetch`, looked up at the call. */
  readonly fetch?: Fetch | undefined;
  /** Says how far off the date of a `Retry-After` is. Default `Date.now`. */
  readonly clock?: Clock | undefined;
}

/**
 * The `fetch` that the ollama package is given. The package sends whole-answer requests without a signal, takes keys from
 * the environment and prints error bodies that are not JSON; so the signal and the key are set here, redirects are not
 * followed (a key must not go to another host), and only a whole JSON answer with a good status is handed on.
 *
 * Each request has a connection of its own. One that was kept may have been closed by the server since, most of all while
 * a Lambda's container was frozen, and that is only found out by losing a request on it.
 *
 * The returned function throws ServiceError: `MODEL_UNAVAILABLE` (connection, time, 408, 425, 429, 499, 5xx),
 * `MODEL_MISCONFIGURED` (any other status, a key that no header can carry), `MODEL_ANSWER_INCOMPLETE` (cut off, not JSON,
 * more than 4 MiB after unpacking: the rest is not read).
 */
export function createOllamaFetch(options: OllamaFetchOptions): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = authorize(url, new Headers(init?.headers), options.apiKey);
    headers.set("connection", "close");
    const send = options.fetch ?? globalThis.fetch;
    let response: Response;
    try {
      response = await send(url.href, { ...init, headers, redirect: "manual", signal: options.signal });
    } catch (error) {
      throw connectionError(error, url, options.signal);
    }
    const body = await readBody(response, url, options.signal);
    if (!response.ok) throw statusError(response, body, options);
    const answer = parseJson(body);
    if (answer === undefined) throw unreadableError(body, options.apiKey);
    // All that the package asks it for: a body would be streamed and parsed once more.
    return Object.assign(new Response(null, { status: response.status }), { json: async () => answer });
  };
}

/** Sets the key, or the user and password of the URL, which `fetch` itself refuses to send. */
function authorize(url: URL, headers: Headers, apiKey: string | undefined): Headers {
  const user = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  url.username = "";
  url.password = "";
  headers.delete("authorization");
  try {
    if (apiKey !== undefined) headers.set("authorization", `Bearer ${apiKey}`);
    else if (user !== "")
      headers.set("authorization", `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`);
  } catch {
    // The error is dropped on purpose: its message holds the key.
    throw modelError("MODEL_MISCONFIGURED", "Ollama's API key has characters that no HTTP header can carry");
  }
  return headers;
}

async function readBody(response: Response, url: URL, signal: AbortSignal): Promise<string> {
  try {
    return await readModelBody(response);
  } catch (error) {
    if (signal.aborted) throw connectionError(error, url, signal);
    if (error instanceof BodyTooLargeError) {
      const code = response.ok ? "MODEL_ANSWER_INCOMPLETE" : statusErrorCode(response.status);
      const details = { status: response.status };
      throw modelError(code, `${url.host} answered ${response.status}, and ${error.message}`, { details });
    }
    throw modelError("MODEL_ANSWER_INCOMPLETE", `${url.host} cut its answer off`, { cause: error });
  }
}

function connectionError(error: unknown, url: URL, signal: AbortSignal): ServiceError {
  if (signal.aborted) return modelError("MODEL_UNAVAILABLE", `The time was up before ${url.host} answered`);
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const reason = (cause instanceof Error ? cause.message : String(cause)) || errorCodeOf(cause);
  return modelError("MODEL_UNAVAILABLE", `${url.host} gave no answer: ${reason}`, { cause: error });
}

/** Who streams although a whole answer was asked for reports a failure in the last line, under a good status. */
function unreadableError(body: string, apiKey: string | undefined): ServiceError {
  const failure = errorOf(body.trimEnd().split("\n").at(-1) ?? "");
  if (failure !== null) {
    return modelError("MODEL_UNAVAILABLE", `Ollama failed: ${quoteServer(failure, secretsOf(apiKey))}`);
  }
  const quote = quoteServer(body, secretsOf(apiKey));
  return modelError("MODEL_ANSWER_INCOMPLETE", `Ollama's answer is not whole JSON: ${quote || "it is empty"}`);
}

function statusError(response: Response, body: string, { apiKey, clock }: OllamaFetchOptions): ServiceError {
  const { status } = response;
  const code = statusErrorCode(status);
  const retryAfterMs =
    code === "MODEL_UNAVAILABLE" ? askedWaitMs(response.headers.get("retry-after"), body, clock) : undefined;
  const location = response.headers.get("location");
  const said = location === null ? (errorOf(body) ?? body) : `it redirects to ${location}`;
  const quote = quoteServer(said, secretsOf(apiKey));
  const message = `Ollama answered ${status}${quote === "" ? "" : `: ${quote}`}`;
  const details = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return modelError(code, message, { details });
}

const errorBody = z.looseObject({ error: z.union([z.string(), z.looseObject({ message: z.string() })]) });

/** Ollama says `{"error": "..."}`; compatible servers `{"error": {"message": "..."}}`; proxies in between send pages: null. */
function errorOf(body: string): string | null {
  const parsed = errorBody.safeParse(parseJson(body));
  if (!parsed.success) return null;
  const { error } = parsed.data;
  return typeof error === "string" ? error : error.message;
}

function secretsOf(apiKey: string | undefined): readonly string[] {
  return apiKey === undefined ? [] : [apiKey];
}
