import type { PromptType } from "../../../prompts/prompt-type.ts";
import { promptTypes } from "../../../prompts/registry.ts";
import type { CommandContext } from "../../kit/command.ts";
import { UsageError } from "../../kit/parse-command-line.ts";
import { readPromptsOfRef } from "./prompts-of-ref.ts";

/** A prompt of this tree, or of another state of it in git. */
export interface AskedPrompt {
  /** As the command line names it: `trend_analysis@main`. */
  readonly label: string;
  readonly promptType: PromptType;
}

/**
 * Finds what `--prompt` names: NAME, or NAME@REF.
 *
 * @throws UsageError for a prompt or a ref that is not known, and for a ref that can't be replayed.
 */
export async function findPrompt(label: string, environment: CommandContext["environment"]): Promise<AskedPrompt> {
  const at = label.indexOf("@");
  const name = at === -1 ? label : label.slice(0, at);
  const ref = at === -1 ? null : label.slice(at + 1);
  if (ref === "") throw new UsageError(`--prompt ${label} names no ref behind its @, such as trend_analysis@main`);
  const all = ref === null ? promptTypes : await readPromptsOfRef(ref, environment);
  const promptType = all.find((each) => each.name === name);
  if (promptType !== undefined) return { label, promptType };
  const where = ref === null ? "" : ` at ${ref}`;
  throw new UsageError(
    `--prompt ${label} is not known; known prompts${where}: ${all.map((each) => each.name).join(", ")}`,
  );
}
