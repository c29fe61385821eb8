import type { ServiceError } from "../platform/errors.ts";
import { modelError, quoteServer } from "./model-error.ts";
import type { TokenUsage } from "./model-provider.ts";

const maxQuoted = 120;

/** What came of an answer that can't be used. */
export interface IncompleteAnswer {
  /** The text that would be posted, without reasoning; "" where there is none. */
  readonly text: string;
  /** What the model wrote beside it: reasoning, or a text that is nothing but reasoning. */
  readonly reasoning: string;
  readonly usage: TokenUsage;
}

/**
 * Makes the error of an answer that was cut off or has no text. It tells an operator what came in its place, in a few of
 * the model's own words, and keeps the tokens that were spent on it.
 *
 * @param what happened, a whole clause: "Ollama's answer ended with length, not stop".
 */
export function incompleteAnswer(what: string, { text, reasoning, usage }: IncompleteAnswer): ServiceError {
  const details = { usage };
  return modelError("MODEL_ANSWER_INCOMPLETE", `${what}; ${contentOf(text, reasoning)}${costOf(usage)}`, { details });
}

function contentOf(text: string, reasoning: string): string {
  if (text !== "") return `it begins ${quote(text)}`;
  return reasoning.trim() === "" ? "it is empty" : `it is reasoning alone: ${quote(reasoning)}`;
}

function quote(text: string): string {
  return JSON.stringify(quoteServer(text.trimStart()).slice(0, maxQuoted));
}

function costOf({ outputTokens }: TokenUsage): string {
  return outputTokens === null ? "" : ` (${outputTokens} tokens)`;
}
