import type { Clock, Fetch } from "../../platform/clock.ts";
import { parseJson } from "../../platform/http/http.ts";
import { isServiceError } from "../../platform/errors.ts";
import { defaultMaxOutputTokens } from "../generation-limits.ts";
import { modelError, quoteServer } from "../model-error.ts";
import type { ModelPrompt, ModelProvider } from "../model-provider.ts";
import { secretsOf, sendModelRequest } from "../model-request.ts";
import { codeOfOpenaiError } from "./openai-error.ts";
import { judgeOpenaiReply } from "./openai-reply.ts";
import { openaiUrl } from "./openai-url.ts";

/** How an endpoint that speaks OpenAI's chat completions is asked. */
export interface OpenaiProviderOptions {
  /** The address that `/chat/completions` is added to, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Sent as a bearer token; never part of an error. A server of one's own may need none. */
  readonly apiKey?: string | undefined;
  /** Default: the global `fetch`, looked up at each call. */
  readonly fetch?: Fetch | undefined;
  /** Default: not sent, so that the model's own holds; models that reason refuse it. */
  readonly temperature?: number | undefined;
  /** Most tokens that the model may write, its reasoning included. Default 1024. */
  readonly maxOutputTokens?: number | undefined;
  /** Most milliseconds for an answer. Default: the manager's. */
  readonly maxAnswerMs?: number | undefined;
  /** Says how far off the date of a `Retry-After` is. Default `Date.now`. */
  readonly clock?: Clock | undefined;
}

/** The two names of the limit of tokens: compatible servers know the first one, newer models of OpenAI only the second. */
type LimitName = "max_tokens" | "max_completion_tokens";

const serverName = "The OpenAI endpoint";

/**
 * Makes the provider that asks any endpoint of OpenAI's wire format for one whole answer at a time. Nothing is sent before
 * the first prompt.
 *
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export function createOpenaiProvider(options: OpenaiProviderOptions): ModelProvider {
  const key = options.apiKey?.trim();
  const apiKey = key === "" ? undefined : key;
  const { model, fetch, clock } = options;
  let limitName: LimitName = limitNameOf(options.baseUrl);

  async function send(prompt: ModelPrompt, signal: AbortSignal): Promise<string> {
    const body = JSON.stringify(chatRequest(prompt, limitName, options));
    const headers = { "content-type": "application/json", accept: "application/json" };
    const request = { method: "POST", headers, body };
    return await sendModelRequest(openaiUrl(options.baseUrl, "chat/completions"), request, {
      serverName,
      signal,
      apiKey,
      fetch,
      clock,
      codeOf: codeOfOpenaiError,
    });
  }

  return {
    name: "openai",
    model,
    ...(options.maxAnswerMs === undefined ? {} : { maxAnswerMs: options.maxAnswerMs }),
    settings: {
      temperature: options.temperature ?? null,
      maxOutputTokens: options.maxOutputTokens ?? defaultMaxOutputTokens,
    },
    async answer(prompt, { signal }) {
      let body: string;
      try {
        body = await send(prompt, signal);
      } catch (error) {
        if (!wantsOtherName(error, limitName)) throw error;
        // It refused the request unread and says how it wants it: that is no failure yet, and is remembered.
        limitName = limitName === "max_tokens" ? "max_completion_tokens" : "max_tokens";
        body = await send(prompt, signal);
      }
      const reply = parseJson(body);
      if (reply === undefined) {
        const quote = quoteServer(body, secretsOf(apiKey));
        throw modelError(
          "MODEL_ANSWER_INCOMPLETE",
          `${serverName}'s answer is not whole JSON: ${quote || "it is empty"}`,
        );
      }
      return judgeOpenaiReply(reply, model, secretsOf(apiKey));
    },
  };
}

function chatRequest(prompt: ModelPrompt, limitName: LimitName, options: OpenaiProviderOptions) {
  return {
    model: options.model,
    messages: [
      ...(prompt.system === "" ? [] : [{ role: "system", content: prompt.system }]),
      { role: "user", content: prompt.user },
    ],
    stream: false,
    [limitName]: options.maxOutputTokens ?? defaultMaxOutputTokens,
    ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
  };
}

/** OpenAI itself refuses the older name for models that reason; the others take either. */
function limitNameOf(baseUrl: string): LimitName {
  const hostname = URL.parse(baseUrl)?.hostname ?? "";
  return /(?:^|\.)openai\.(?:com|azure\.com)$/.test(hostname) ? "max_completion_tokens" : "max_tokens";
}

/** "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead." */
function wantsOtherName(error: unknown, sent: LimitName): boolean {
  const isRefused = isServiceError(error) && (error.status === 400 || error.status === 422);
  return isRefused && new RegExp(`\\b${sent}\\b`).test(error.message);
}
