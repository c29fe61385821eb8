import * as z from "zod/mini";
import { modelError, quoteServer } from "./model-error.ts";
import type { ModelAnswer } from "./model-provider.ts";
import { stripReasoning } from "./strip-reasoning.ts";

const count = z.nullish(z.number());

/** The fields of an answer of `/api/chat` that are used. Counters are left out by the server where they are 0. */
const chatReply = z.looseObject({
  error: z.nullish(z.string()),
  model: z.nullish(z.string()),
  message: z.nullish(z.looseObject({ content: z.nullish(z.string()) })),
  done: z.nullish(z.boolean()),
  done_reason: z.nullish(z.string()),
  prompt_eval_count: count,
  eval_count: count,
});

/**
 * Judges an answer of `/api/chat` that came with a good status. Thinking, in its own field or in the text, is no part of
 * the answer.
 *
 * @param configuredModel names the model where the server does not.
 * @throws ServiceError `MODEL_ANSWER_INCOMPLETE` where the answer was cut off, is empty or has another shape,
 * `MODEL_UNAVAILABLE` where it is an error.
 */
export function judgeOllamaReply(reply: unknown, configuredModel: string): ModelAnswer {
  const parsed = chatReply.safeParse(reply);
  if (!parsed.success)
    throw modelError("MODEL_ANSWER_INCOMPLETE", "Ollama's answer has not the shape of a chat answer");
  const { error, model, message, done, done_reason: reason, prompt_eval_count, eval_count } = parsed.data;
  if (typeof error === "string") throw modelError("MODEL_UNAVAILABLE", `Ollama failed: ${quoteServer(error)}`);
  if (done !== true) throw modelError("MODEL_ANSWER_INCOMPLETE", "Ollama's answer was not done");
  if (typeof reason === "string" && reason !== "stop") {
    throw modelError("MODEL_ANSWER_INCOMPLETE", `Ollama's answer ended with ${quoteServer(reason)}, not stop`);
  }
  const text = stripReasoning(message?.content ?? "");
  if (text === "") throw modelError("MODEL_ANSWER_INCOMPLETE", "Ollama's answer holds no text");
  return {
    text,
    model: model ?? configuredModel,
    usage: { inputTokens: prompt_eval_count ?? null, outputTokens: eval_count ?? null },
  };
}
