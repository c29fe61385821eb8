import type { Features } from "../../../src/features/index.ts";
import { collectFacts, type Facts } from "../../../src/grounding/facts.ts";
import { readText, type Sentence } from "../../../src/grounding/reading/reading.ts";
import type { Violation } from "../../../src/grounding/verdict.ts";
import { allFigures } from "../../features/figure-samples.ts";

/** A check of one kind of claim. */
type Check = (sentence: Sentence, facts: Facts) => Violation[];

/** The sample figures of BTC-USD, some of them replaced. */
export function factsWith(figures: Partial<Features> = {}, productId = "BTC-USD"): Facts {
  return collectFacts(productId, { ...allFigures, ...figures });
}

/** Reads the one sentence of a text. */
export function readSentence(text: string, facts: Facts = factsWith()): Sentence {
  const [sentence, ...others] = readText(text, facts);
  if (sentence === undefined || others.length > 0) throw new Error(`not one sentence: ${text}`);
  return sentence;
}

/** The kinds of what one check finds wrong with one sentence. */
export function kindsOf(check: Check, text: string, figures: Partial<Features> = {}, productId = "BTC-USD"): string[] {
  const facts = factsWith(figures, productId);
  return check(readSentence(text, facts), facts).map(({ kind }) => kind);
}
