import * as z from "zod/mini";
import { settings } from "../../platform/config/settings.ts";
import { incompleteAnswer } from "../incomplete-answer.ts";
import { modelError, quoteServer, statusErrorCode } from "../model-error.ts";
import type { ModelAnswer } from "../model-provider.ts";
import { stripReasoning } from "../strip-reasoning.ts";
import { tokenCount } from "../token-count.ts";
import { codeOfOpenaiError } from "./openai-error.ts";

const words = z.nullish(z.string());

/** A text in parts, as some servers give it: those that are no text, such as reasoning, are no part of the answer. */
const part = z.looseObject({ type: words, text: words, refusal: words });

const failure = z.union([
  z.string(),
  z.looseObject({ message: words, code: z.nullish(z.union([z.string(), z.number()])) }),
]);

const chatReply = z.looseObject({
  // Gateways report the failure of the server behind them under a good status.
  error: z.nullish(failure),
  model: words,
  choices: z.nullish(
    z.array(
      z.looseObject({
        finish_reason: words,
        error: z.nullish(failure),
        message: z.nullish(
          z.looseObject({
            content: z.nullish(z.union([z.string(), z.array(part)])),
            refusal: words,
            reasoning: z.optional(z.unknown()),
            reasoning_content: z.optional(z.unknown()),
          }),
        ),
      }),
    ),
  ),
  // An odd counter does not spoil the answer.
  usage: z.optional(z.unknown()),
});

/** The model's own end, as OpenAI and its kin spell it. */
const wholeAnswer: ReadonlySet<string> = new Set(["stop", "eos", "eos_token", "end_turn", "stop_sequence"]);

/**
 * Judges an answer of `/chat/completions` that came with a good status. Reasoning, in fields of its own, in parts or in the
 * text, is no part of the answer.
 *
 * @param configuredModel names the model where the server does not.
 * @param secrets what must not be quoted from it.
 * @throws ServiceError `MODEL_REFUSED` (refusal, content filter), `MODEL_ANSWER_INCOMPLETE` where it was cut off, is empty
 * or has another shape, and where it is an error what its own code says, else `MODEL_UNAVAILABLE`.
 */
export function judgeOpenaiReply(
  reply: unknown,
  configuredModel: string,
  secrets: readonly string[] = [],
): ModelAnswer {
  const parsed = chatReply.safeParse(reply);
  if (!parsed.success) {
    throw modelError("MODEL_ANSWER_INCOMPLETE", "The OpenAI endpoint's answer has not the shape of a chat completion");
  }
  const { error, model, choices, usage: told } = parsed.data;
  const choice = choices?.[0];
  const failed = error ?? choice?.error;
  if (failed !== undefined && failed !== null) throw reportedError(failed, secrets);
  const usage = {
    inputTokens: tokenCount(Reflect.get(Object(told), "prompt_tokens")),
    outputTokens: tokenCount(Reflect.get(Object(told), "completion_tokens")),
  };
  if (choice === undefined) {
    const details = { usage };
    throw modelError("MODEL_ANSWER_INCOMPLETE", "The OpenAI endpoint's answer holds no choice", { details });
  }
  const { message, finish_reason: reason } = choice;
  const { content, refusals } = contentOf(message?.content ?? "");
  const refusal = [message?.refusal ?? "", ...refusals].join(" ").trim();
  if (reason === "content_filter" || refusal !== "") {
    const said = refusal === "" ? "content_filter" : quoteServer(refusal, secrets);
    throw modelError("MODEL_REFUSED", `The OpenAI endpoint withheld the answer: ${said}`, { details: { usage } });
  }
  const text = stripReasoning(content);
  const thoughts = [message?.reasoning, message?.reasoning_content].filter((each) => typeof each === "string");
  const came = { text, reasoning: [...thoughts, content].join(""), usage };
  if (typeof reason !== "string" || !wholeAnswer.has(reason)) {
    const end = typeof reason === "string" ? quoteServer(reason, secrets) : "no finish_reason";
    const hint = reason === "length" ? ` (${settings.maxOutputTokens.name})` : "";
    throw incompleteAnswer(`The OpenAI endpoint's answer ended with ${end}, not stop${hint}`, came);
  }
  if (text === "") throw incompleteAnswer("The OpenAI endpoint's answer holds no text", came);
  return { text, model: model ?? configuredModel, usage };
}

function contentOf(content: string | readonly z.infer<typeof part>[]): {
  content: string;
  refusals: readonly string[];
} {
  if (typeof content === "string") return { content, refusals: [] };
  const texts = content.filter(({ type }) => type === "text" || type === "output_text").map(({ text }) => text ?? "");
  return { content: texts.join(""), refusals: content.map(({ refusal }) => refusal ?? "") };
}

function reportedError(failed: z.infer<typeof failure>, secrets: readonly string[]) {
  const { message, code } = typeof failed === "string" ? { message: failed, code: null } : failed;
  const status = Number(code ?? Number.NaN);
  const byStatus = status >= 400 && status <= 599 ? statusErrorCode(status) : "MODEL_UNAVAILABLE";
  const said = quoteServer(message ?? "it does not say why", secrets);
  return modelError(codeOfOpenaiError({ error: failed }) ?? byStatus, `The OpenAI endpoint failed: ${said}`);
}
