import { addFooter, type FooterFacts } from "./footer.ts";
import type { Generation, GenerationFacts } from "./generation.ts";

/** The facts of a generation that came to nothing but a reason. */
export const noFacts: GenerationFacts = {
  market: null,
  features: null,
  prompt_text: null,
  system_text: null,
  provider: null,
  model: null,
  usage: null,
  attempts: [],
  answers: [],
  grounding: null,
  reason: null,
  timings_ms: {},
};

/**
 * Makes a generation of a text, with its footer: it is what is posted, and what the ledger and the receipt tell. The facts
 * are typed on their way in; from here on they only travel.
 *
 * @param facts may be those of another generation.
 */
export function finishGeneration(
  text: string,
  footed: FooterFacts,
  facts: GenerationFacts | Generation["facts"],
): Generation {
  return { outcome: footed.outcome, text: addFooter(text, footed), as_of: footed.asOf, facts: { ...facts } };
}
