import { settings } from "../../platform/config/settings.ts";
import { incompleteAnswer } from "../incomplete-answer.ts";
import { modelError, quoteServer, statusErrorCode } from "../model-error.ts";
import type { ModelAnswer } from "../model-provider.ts";
import { stripReasoning } from "../strip-reasoning.ts";
import { tokenCount } from "../token-count.ts";
import { codeOfOpenaiError } from "./openai-error.ts";

/** The fields of an answer that are used, whatever else it holds. Only what is no object at all has another shape. */
interface ChatReply {
  readonly error: unknown;
  readonly model: unknown;
  readonly choice: unknown;
  readonly usage: unknown;
}

function readReply(reply: unknown): ChatReply | null {
  if (typeof reply !== "object" || reply === null || Array.isArray(reply)) return null;
  const choices = field(reply, "choices");
  return {
    error: field(reply, "error"),
    model: field(reply, "model"),
    choice: Array.isArray(choices) ? (choices[0] ?? null) : null,
    usage: field(reply, "usage"),
  };
}

/** A field of whatever a server sent; undefined where that is no object, or null stands there. */
function field(value: unknown, name: string): unknown {
  return Reflect.get(Object(value), name) ?? undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

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
  const read = readReply(reply);
  if (read === null) {
    throw modelError("MODEL_ANSWER_INCOMPLETE", "The OpenAI endpoint's answer has not the shape of a chat completion");
  }
  const { choice } = read;
  // Gateways report the failure of the server behind them under a good status.
  const failed = read.error ?? field(choice, "error");
  if (failed !== undefined) throw reportedError(failed, secrets);
  const usage = {
    inputTokens: tokenCount(field(read.usage, "prompt_tokens")),
    outputTokens: tokenCount(field(read.usage, "completion_tokens")),
  };
  if (choice === null) {
    const details = { usage };
    throw modelError("MODEL_ANSWER_INCOMPLETE", "The OpenAI endpoint's answer holds no choice", { details });
  }
  const message = field(choice, "message");
  const reason = field(choice, "finish_reason");
  const { content, refusals } = contentOf(field(message, "content"));
  const refusal = [textOf(field(message, "refusal")), ...refusals].join(" ").trim();
  if (reason === "content_filter" || refusal !== "") {
    const said = refusal === "" ? "content_filter" : quoteServer(refusal, secrets);
    throw modelError("MODEL_REFUSED", `The OpenAI endpoint withheld the answer: ${said}`, { details: { usage } });
  }
  const text = stripReasoning(content);
  const thoughts = [field(message, "reasoning"), field(message, "reasoning_content")].map(textOf);
  const came = { text, reasoning: [...thoughts, content].join(""), usage };
  if (typeof reason !== "string" || !wholeAnswer.has(reason)) {
    const end = typeof reason === "string" ? quoteServer(reason, secrets) : "no finish_reason";
    const hint = reason === "length" ? ` (${settings.maxOutputTokens.name})` : "";
    throw incompleteAnswer(`The OpenAI endpoint's answer ended with ${end}, not stop${hint}`, came);
  }
  if (text === "") throw incompleteAnswer("The OpenAI endpoint's answer holds no text", came);
  return { text, model: textOf(read.model) || configuredModel, usage };
}

/** A text, or one in parts as some servers give it: those that are no text, such as reasoning, are no part of the answer. */
function contentOf(given: unknown): { readonly content: string; readonly refusals: readonly string[] } {
  if (!Array.isArray(given)) return { content: textOf(given), refusals: [] };
  const parts: readonly unknown[] = given;
  const texts = parts.filter((part) => /^(?:output_)?text$/.test(textOf(field(part, "type"))));
  return {
    content: texts.map((part) => textOf(field(part, "text"))).join(""),
    refusals: parts.map((part) => textOf(field(part, "refusal"))),
  };
}

function reportedError(failed: unknown, secrets: readonly string[]) {
  const status = Number(field(failed, "code") ?? Number.NaN);
  const byStatus = status >= 400 && status <= 599 ? statusErrorCode(status) : "MODEL_UNAVAILABLE";
  const said = quoteServer(textOf(failed) || textOf(field(failed, "message")) || "it does not say why", secrets);
  return modelError(codeOfOpenaiError({ error: failed }) ?? byStatus, `The OpenAI endpoint failed: ${said}`);
}
