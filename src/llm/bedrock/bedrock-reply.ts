import type { ConverseCommandOutput } from "@aws-sdk/client-bedrock-runtime";
import { incompleteAnswer } from "../incomplete-answer.ts";
import { modelError } from "../model-error.ts";
import type { ModelAnswer } from "../model-provider.ts";
import { stripReasoning } from "../strip-reasoning.ts";
import { tokenCount } from "../token-count.ts";
import { settings } from "../../platform/config/settings.ts";

const wholeAnswer: ReadonlySet<string> = new Set(["end_turn", "stop_sequence"]);
const refusal: ReadonlySet<string> = new Set(["guardrail_intervened", "content_filtered"]);

/** The parts of Converse's output that an answer is judged by. */
export type ConverseReply = Pick<ConverseCommandOutput, "output" | "stopReason" | "usage">;

/**
 * Judges an answer of Converse: all text blocks are joined, reasoning and everything else is dropped.
 *
 * @throws ServiceError `MODEL_REFUSED` (guardrail, content filter), `MODEL_ANSWER_INCOMPLETE` (any other end than the
 * model's own, or no text).
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export function judgeBedrockReply(reply: ConverseReply, modelId: string): ModelAnswer {
  const reason = reply.stopReason ?? "no stop reason";
  const usage = {
    inputTokens: tokenCount(reply.usage?.inputTokens),
    outputTokens: tokenCount(reply.usage?.outputTokens),
  };
  const blocks = reply.output?.message?.content ?? [];
  const texts = blocks.map((block) => block.text).filter((text) => text !== undefined);
  const text = stripReasoning(joinTexts(texts));
  if (refusal.has(reason)) {
    const message = `Bedrock withheld the answer: ${reason}`;
    throw modelError("MODEL_REFUSED", message, { details: { usage } });
  }
  const thoughts = blocks.map((block) => block.reasoningContent?.reasoningText?.text ?? "");
  const came = { text, reasoning: [...thoughts, ...texts].join(" "), usage };
  if (!wholeAnswer.has(reason)) {
    const hint = reason === "max_tokens" ? ` (${settings.maxOutputTokens.name})` : "";
    throw incompleteAnswer(`Bedrock's answer ended with ${reason}, not end_turn${hint}`, came);
  }
  if (text === "") throw incompleteAnswer("Bedrock's answer holds no text", came);
  return { text, model: modelId, usage };
}

/** Blocks may split a text anywhere; only where a sentence ended and a word begins is the blank between them missing. */
function joinTexts(texts: readonly string[]): string {
  let joined = "";
  for (const text of texts) joined += /[.!?:;]$/u.test(joined) && /^\p{L}/u.test(text) ? ` ${text}` : text;
  return joined;
}
