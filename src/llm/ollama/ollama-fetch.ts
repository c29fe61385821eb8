import type { Clock, Fetch } from "../../platform/clock.ts";
import type { ServiceError } from "../../platform/errors.ts";
import { parseJson } from "../../platform/http/http.ts";
import { modelError, quoteServer } from "../model-error.ts";
import { errorWordsOf, secretsOf, sendModelRequest } from "../model-request.ts";

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
 * the environment and prints error bodies that are not JSON; so the signal and the key are set here, and only a whole JSON
 * answer with a good status is handed on.
 *
 * The returned function throws what `sendModelRequest` throws, and ServiceError `MODEL_ANSWER_INCOMPLETE` for what is not JSON.
 */
export function createOllamaFetch(options: OllamaFetchOptions): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const body = await sendModelRequest(url, init ?? {}, { ...options, serverName: "Ollama" });
    const answer = parseJson(body);
    if (answer === undefined) throw unreadableError(body, options.apiKey);
    // All that the package asks it for: a body would be streamed and parsed once more.
    return Object.assign(new Response(null), { json: async () => answer });
  };
}

/** Who streams although a whole answer was asked for reports a failure in the last line, under a good status. */
function unreadableError(body: string, apiKey: string | undefined): ServiceError {
  const failure = errorWordsOf(body.trimEnd().split("\n").at(-1) ?? "");
  if (failure !== null) {
    return modelError("MODEL_UNAVAILABLE", `Ollama failed: ${quoteServer(failure, secretsOf(apiKey))}`);
  }
  const quote = quoteServer(body, secretsOf(apiKey));
  return modelError("MODEL_ANSWER_INCOMPLETE", `Ollama's answer is not whole JSON: ${quote || "it is empty"}`);
}
