import type { Features } from "../features/index.ts";
import type { GroundingSubject } from "../grounding/verdict.ts";
import type { PromptType } from "../prompts/prompt-type.ts";

/** What a text for a prompt type is judged by: its figures, and the rules that the type gives its writer. */
export function subjectOf(
  { maxWords, namesLevels }: PromptType,
  productId: string,
  features: Features,
): Required<GroundingSubject> {
  return { productId, features, maxWords, namesLevels: namesLevels === true };
}
