import * as z from "zod/mini";
import type { Clock, Fetch } from "../platform/clock.ts";
import { errorCodeOf } from "../platform/describe-error.ts";
import type { ServiceError } from "../platform/errors.ts";
import { parseJson } from "../platform/http/http.ts";
import { askedWaitMs } from "./asked-wait.ts";
import { type ModelErrorCode, modelError, quoteServer, statusErrorCode } from "./model-error.ts";
import { BodyTooLargeError, readModelBody } from "./read-model-body.ts";

/** What bounds and authorizes one request to a model's server. */
export interface ModelRequestOptions {
  /** The server as messages name it. */
  readonly serverName: string;
  readonly signal: AbortSignal;
  /** Sent as a bearer token. */
  readonly apiKey?: string | undefined;
  /** Default: the global `fetch`, looked up at the call. */
  readonly fetch?: Fetch | undefined;
  /** Says how far off the date of a `Retry-After` is. Default `Date.now`. */
  readonly clock?: Clock | undefined;
  /** What a failure's body says beyond its status. Default: nothing. */
  readonly codeOf?: ((body: unknown) => ModelErrorCode | undefined) | undefined;
}

/**
 * Sends a request to a model's server and reads the whole answer, which is JSON. Redirects are not followed: a key must
 * not go to another host. User and password of the URL are sent as basic authentication where there is no key.
 *
 * Each request has a connection of its own. One that was kept may have been closed by the server since, most of all while
 * a Lambda's container was frozen, and that is only found out by losing a request on it.
 *
 * @returns the body of an answer with a good status.
 * @throws ServiceError `MODEL_UNAVAILABLE` (connection, time, 408, 425, 429, 499, 5xx), `MODEL_MISCONFIGURED` (any other
 * status, a key that no header can carry), `MODEL_ANSWER_INCOMPLETE` (cut off, more than 4 MiB after unpacking: the rest
 * is not read); for a bad status what `codeOf` says comes first.
 */
export async function sendModelRequest(url: URL, init: RequestInit, options: ModelRequestOptions): Promise<string> {
  const headers = authorize(url, new Headers(init.headers), options);
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
  return body;
}

/** Sets the key, or the user and password of the URL, which `fetch` itself refuses to send. */
function authorize(url: URL, headers: Headers, { apiKey, serverName }: ModelRequestOptions): Headers {
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
    throw modelError("MODEL_MISCONFIGURED", `${serverName}'s API key has characters that no HTTP header can carry`);
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

function statusError(response: Response, body: string, options: ModelRequestOptions): ServiceError {
  const { status } = response;
  const code = options.codeOf?.(parseJson(body)) ?? statusErrorCode(status);
  const retryAfterMs =
    code === "MODEL_UNAVAILABLE" ? askedWaitMs(response.headers.get("retry-after"), body, options.clock) : undefined;
  const location = response.headers.get("location");
  const said = location === null ? (errorWordsOf(body) ?? onOneLine(body)) : `it redirects to ${location}`;
  const quote = quoteServer(said, secretsOf(options.apiKey));
  const message = `${options.serverName} answered ${status}${quote === "" ? "" : `: ${quote}`}`;
  const details = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return modelError(code, message, { details });
}

const errorBody = z.looseObject({ error: z.union([z.string(), z.looseObject({ message: z.string() })]) });

/**
 * What a failure's body says of it: Ollama's `{"error": "..."}`, `{"error": {"message": "..."}}` of compatible servers. Null
 * where it is something else, such as the page of a proxy in between.
 */
export function errorWordsOf(body: string): string | null {
  const parsed = errorBody.safeParse(parseJson(body));
  if (!parsed.success) return null;
  const { error } = parsed.data;
  return typeof error === "string" ? error : error.message;
}

/** JSON of another shape, which servers spread over several lines: the first of them would say nothing. */
function onOneLine(body: string): string {
  const json = parseJson(body);
  return json === undefined ? body : JSON.stringify(json);
}

/** What must not be quoted from an answer. */
export function secretsOf(apiKey: string | undefined): readonly string[] {
  return apiKey === undefined ? [] : [apiKey];
}
