import * as z from "zod/mini";
import type { ServiceError } from "../../platform/errors.ts";
import { incompleteAnswer } from "../incomplete-answer.ts";
import { modelError, quoteServer } from "../model-error.ts";
import type { ModelAnswer, ModelPrompt, TokenUsage } from "../model-provider.ts";
import { wasPromptCut } from "./prompt-size.ts";
import { stripReasoning } from "../strip-reasoning.ts";
import { tokenCount } from "../token-count.ts";
import { settings } from "../../platform/config/settings.ts";

/** The fields of an answer of `/api/chat` that are used. Counters are left out by the server where they are 0. */
const chatReply = z.looseObject({
  error: z.nullish(z.string()),
  model: z.nullish(z.string()),
  message: z.nullish(z.looseObject({ content: z.nullish(z.string()), thinking: z.nullish(z.string()) })),
  done: z.nullish(z.boolean()),
  done_reason: z.nullish(z.string()),
  // An odd counter does not spoil the answer.
  prompt_eval_count: z.optional(z.unknown()),
  prompt_eval_cached_count: z.optional(z.unknown()),
  eval_count: z.optional(z.unknown()),
});

/**
 * Judges an answer of `/api/chat` that came with a good status. Thinking, in its own field or in the text, is no part of
 * the answer.
 *
 * @param configuredModel names the model where the server does not.
 * @param prompt what was sent, to say whether all of it was read. Without it that is taken for granted.
 * @throws ServiceError `MODEL_ANSWER_INCOMPLETE` where the answer was cut off, is empty, has another shape or answers half
 * a prompt, `MODEL_UNAVAILABLE` where it is an error.
 */
export function judgeOllamaReply(reply: unknown, configuredModel: string, prompt?: ModelPrompt): ModelAnswer {
  const parsed = chatReply.safeParse(reply);
  if (!parsed.success)
    throw modelError("MODEL_ANSWER_INCOMPLETE", "Ollama's answer has not the shape of a chat answer");
  const { error, model, message, done, done_reason: reason, ...counts } = parsed.data;
  if (typeof error === "string") throw modelError("MODEL_UNAVAILABLE", `Ollama failed: ${quoteServer(error)}`);
  if (done !== true) throw modelError("MODEL_ANSWER_INCOMPLETE", "Ollama's answer was not done");
  const usage = {
    inputTokens: tokenCount(counts.prompt_eval_count),
    outputTokens: tokenCount(counts.eval_count),
  };
  const content = message?.content ?? "";
  const text = stripReasoning(content);
  const came = { text, reasoning: `${message?.thinking ?? ""}${content}`, usage };
  if (typeof reason === "string" && reason !== "stop") {
    throw incompleteAnswer(`Ollama's answer ended with ${quoteServer(reason)}, not stop${hintOf(reason)}`, came);
  }
  if (text === "") throw incompleteAnswer("Ollama's answer holds no text", came);
  const cached = tokenCount(counts.prompt_eval_cached_count);
  if (prompt !== undefined && wasPromptCut(prompt, usage.inputTokens, cached)) throw promptCut(usage);
  return { text, model: model ?? configuredModel, usage };
}

/** What an operator can do about an end that is not the model's own. */
function hintOf(reason: string): string {
  if (reason === "length") return ` (${settings.maxOutputTokens.name})`;
  return reason === "load" ? " (the model was only loaded)" : "";
}

function promptCut(usage: TokenUsage): ServiceError {
  const message = `Ollama read only ${usage.inputTokens} tokens of a prompt that holds more: it was cut, so its answer is not used`;
  return modelError("MODEL_ANSWER_INCOMPLETE", message, { details: { usage, promptCut: true } });
}
