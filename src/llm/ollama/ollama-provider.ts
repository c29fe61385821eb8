import { Ollama } from "ollama/browser";
import type { Clock, Fetch } from "../../platform/clock.ts";
import { defaultMaxOutputTokens } from "../generation-limits.ts";
import { modelError } from "../model-error.ts";
import type { ModelPrompt, ModelProvider } from "../model-provider.ts";
import { createOllamaFetch } from "./ollama-fetch.ts";
import { judgeOllamaReply } from "./ollama-reply.ts";
import { contextTokensFor } from "./prompt-size.ts";
import { settings } from "../../platform/config/settings.ts";

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
  /** Context in tokens, prompt and answer together. Default: 4096, or as often twice as much as the prompt takes. */
  readonly numCtx?: number | undefined;
  /** Most tokens that the model may write. Default 1024. */
  readonly maxOutputTokens?: number | undefined;
  /** How long the model stays in memory: seconds, or a duration like `10m`. Default: not sent, so that the server's holds. */
  readonly keepAlive?: number | string | undefined;
  /** Most milliseconds for an answer. Default 60 000. */
  readonly maxAnswerMs?: number | undefined;
  /** Says how far off the date of a `Retry-After` is. Default `Date.now`. */
  readonly clock?: Clock | undefined;
}

/**
 * A server of one's own reads the model from its disk first where it was not asked for 5 minutes, and may have no GPU: 30 s
 * for the one and as much for 200 tokens are honest. Who hangs up while it loads makes it begin anew the next time.
 */
export const defaultOllamaAnswerMs = 60_000;

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
    maxAnswerMs: options.maxAnswerMs ?? defaultOllamaAnswerMs,
    settings: ollamaSettings(options),
    async answer(prompt, { signal }) {
      const { fetch: send, clock } = options;
      const fetch = createOllamaFetch({ signal, fetch: send, clock, apiKey: apiKey === "" ? undefined : apiKey });
      const reply: unknown = await connect(options.host, fetch).chat(chatRequest(prompt, options));
      return judgeOllamaReply(reply, options.model, prompt);
    },
  };
}

/** What shapes the texts of a model, as it is in force. */
export function ollamaSettings(options: Omit<OllamaProviderOptions, "host">): NonNullable<ModelProvider["settings"]> {
  return {
    think: thinking(options.model),
    temperature: options.temperature ?? null,
    numCtx: options.numCtx ?? null,
    maxOutputTokens: options.maxOutputTokens ?? defaultMaxOutputTokens,
  };
}

/** A client per request: each has the `fetch` that carries its own signal, and making one costs nothing. */
function connect(host: string, fetch: typeof globalThis.fetch): Ollama {
  try {
    return new Ollama({ host, fetch });
  } catch {
    // The error is dropped on purpose: it holds the URL, and that may hold a password.
    throw modelError("MODEL_MISCONFIGURED", `${settings.ollamaHost.name} is not a URL`);
  }
}

/**
 * Both limits are always set: the server's own are "whatever the memory allows" and "endless". The context is made for the
 * prompt, and one beyond it is refused instead of silently cut at its beginning (`truncate`, which the package's types do
 * not know). A server that cuts nonetheless is found out by what it counted.
 */
function chatRequest(prompt: ModelPrompt, options: OllamaProviderOptions) {
  const maxOutputTokens = options.maxOutputTokens ?? defaultMaxOutputTokens;
  return {
    model: options.model,
    messages: [
      ...(prompt.system === "" ? [] : [{ role: "system", content: prompt.system }]),
      { role: "user", content: prompt.user },
    ],
    stream: false as const,
    think: thinking(options.model),
    truncate: false,
    ...(options.keepAlive === undefined ? {} : { keep_alive: options.keepAlive }),
    options: {
      num_ctx: options.numCtx ?? contextTokensFor(prompt, maxOutputTokens),
      num_predict: maxOutputTokens,
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
