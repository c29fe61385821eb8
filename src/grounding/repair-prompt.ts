import type { SentenceVerdict } from "./reading/judge-sentence.ts";
import type { TextVerdict } from "./reading/judge-text.ts";

/** A prompt in its two parts. This room may not import the prompts, so it says for itself what it takes and gives. */
export interface PromptParts {
  readonly system: string;
  readonly user: string;
}

/** The most characters of a refused answer that are sent back: enough to recognise it, not enough to double the bill. */
const maxQuotedCharacters = 2_000;

/**
 * Writes the prompt that asks once more after an answer was refused: the same prompt, then that answer, each sentence that can't be posted
 * and why, and every value that may be cited.
 *
 * @param text the refused answer.
 * @param citable lines of `citableValues`.
 */
export function writeRepairPrompt(
  prompt: PromptParts,
  text: string,
  verdict: TextVerdict,
  citable: readonly string[],
): PromptParts {
  const quoted = text.trim().slice(0, maxQuotedCharacters).toWellFormed();
  const sections = [
    prompt.user,
    quoted === "" ? "Your answer to this was empty." : `Your answer to this was refused:\n"""\n${quoted}\n"""`,
    `What is wrong with it:\n${list(faultsOf(verdict))}`,
    citable.length === 0
      ? "There are no values that may be cited: write without numbers."
      : `The only values that may be cited:\n${list(citable)}`,
    "Write the insight once more so that none of this is wrong. Answer with the insight alone.",
  ];
  return { system: prompt.system, user: sections.join("\n\n") };
}

/** The most sentences that are told of. */
const maxFaults = 12;

function faultsOf({ why, sentences }: TextVerdict): readonly string[] {
  const faults = sentences.filter(({ verdict }) => verdict !== "true").slice(0, maxFaults);
  return [...(why === null ? [] : [why]), ...faults.map(describe)];
}

function describe({ text, verdict, reason }: SentenceVerdict): string {
  return `"${text}" ${verdict === "false" ? "is not so" : "can't be posted"}: ${reason}`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}
