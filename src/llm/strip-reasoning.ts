const wholeBlock = /<(think|thinking|reasoning)>[\s\S]*?<\/\1>/giu;
const upToLastClosing = /^[\s\S]*<\/(?:think|thinking|reasoning)>/iu;
const fromFirstOpening = /<(?:think|thinking|reasoning)>[\s\S]*$/iu;

/**
 * The answer without the reasoning that some models write into it between `<think>` marks, trimmed.
 *
 * Some chat templates put the opening mark into the prompt, so that only the closing one is in the answer; a cut-off
 * answer has only the opening one. What stands on the reasoning's side of a lone mark is reasoning too.
 */
export function stripReasoning(text: string): string {
  return text.replaceAll(wholeBlock, "").replace(upToLastClosing, "").replace(fromFirstOpening, "").trim();
}
