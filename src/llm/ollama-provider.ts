import { Ollama } from "ollama/browser";
import type { Fetch } from "../platform/clock.ts";
import { defaultContextTokens, defaultMaxOutputTokens } from "./generation-limits.ts";
import { modelError } from "./model-error.ts";
import type { ModelPrompt, ModelProvider } from "./model-provider.ts";
import { createOllamaFetch } from "./ollama-fetch.ts";
import { judgeOllamaReply } from "./ollama-reply.ts";

/** How an Ollama server is asked. */
export interface OllamaProviderOptions {
  /** The server's URL, `https://ollama.com` included. User and password in it are sent as basic authentication. */
  readonly host: string;
  readonly model: string;
  /** Sent as a bearer token; never part of an error. */
  readonly apiKey?: string | undefined;
  /** Default: the global `fetch`, looked up at each call. */
  readonly fetch?: Fetch | undefined;
  /** Default: not sent, so that the model's own holds. */
  readonly temperature?: number | undefined;
  /** Context in tokens, prompt and answer together. Default 4096. */
  readonly numCtx?: number | undefined;
  /** Most tokens that the model may write. Default 1024. */
  readonly maxOutputTokens?: number | undefined;
}

/**
 * A server of one's own reads the model from its disk first where it was not asked for 5 minutes, and may have no GPU: 30 s
 * for the one and as much for 200 tokens are honest. Who hangs up while it loads makes it begin anew the next time.
 */
const longestAnswerMs = 60_000;

/**
 * Makes the provider that asks an Ollama server, local, remote or in Ollama's cloud, for one whole answer at a time.
 * Nothing is sent before the first prompt.
 *
 * @see https://docs.ollama.com/api/chat
 */
export function createOllamaProvider(options: OllamaProviderOptions): ModelProvider {
  const apiKey = options.apiKey?.trim();
  return {
    name: "ollama",
    model: options.model,
    longestAnswerMs,
    async answer(prompt, { signal }) {
      const fetch = createOllamaFetch({ signal, fetch: options.fetch, apiKey: apiKey === "" ? undefined : apiKey });
      const reply: unknown = await connect(options.host, fetch).chat(chatRequest(prompt, options));
      return judgeOllamaReply(reply, options.model);
    },
  };
}

/** A client per request: each has the `fetch` that carries its own signal, and making one costs nothing. */
function connect(host: string, fetch: typeof globalThis.fetch): Ollama {
  try {
    return new Ollama({ host, fetch });
  } catch {
    // The error is dropped on purpose: it holds the URL, and that may hold a password.
    throw modelError("MODEL_MISCONFIGURED", "OLLAMA_HOST is not a URL");
  }
}

/**
 * Both limits are always set: the server's own are "whatever the memory allows" and "endless". A prompt beyond the context
 * is refused instead of silently cut at its beginning (`truncate`, which the package's types do not know).
 */
function chatRequest(prompt: ModelPrompt, options: OllamaProviderOptions) {
  return {
    model: options.model,
    messages: [
      ...(prompt.system === "" ? [] : [{ role: "system", content: prompt.system }]),
      { role: "user", content: prompt.user },
    ],
    stream: false as const,
    think: thinking(options.model),
    truncate: false,
    options: {
      num_ctx: options.numCtx ?? defaultContextTokens,
      num_predict: options.maxOutputTokens ?? defaultMaxOutputTokens,
      ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
    },
  };
}

/**
 * Thinking costs time and tokens, and is on by default where a model can. `false` is taken by every model; gpt-oss alone
 * can't be stopped, ignores it, and takes levels, which are refused with a 400 for models that know none.
 *
 * @see https://docs.ollama.com/capabilities/thinking
 */
function thinking(model: string): "low" | false {
  return /(?:^|\/)gpt-oss\b/iu.test(model) ? "low" : false;
}
