import type { NaiveMarket } from "../../chaos/oracle/naive-market.ts";
import { decideNaively } from "../../tests/grounding/claims/naive-decision.ts";
import { naiveMarketOf } from "../../tests/grounding/claims/naive-market-of.ts";
import type { LabelledText } from "../../tests/grounding/corpus/load-labelled.ts";
import { priceDecimals } from "../../src/features/decimals.ts";
import type { Claim } from "../../src/grounding/claims/claim.ts";
import { judgeText } from "../../src/grounding/reading/judge-text.ts";
import { mutationsOf } from "./mutations.ts";

/** A true sentence, changed in one place, that is still posted though nothing shows that it is still true. */
export interface Passed {
  readonly sentence: string;
  readonly mutated: string;
}

/** How changed sentences fare. */
export interface MutationReport {
  /** True labelled sentences that are posted, which were changed. */
  readonly sentences: number;
  readonly mutations: number;
  /** Posted, and each of their claims borne out by the naive oracle: another true sentence. */
  readonly still_true: number;
  /** Posted, and not borne out. */
  readonly passed: readonly Passed[];
}

/**
 * Changes each true labelled sentence that is posted in one word, digit or product at a time, and counts what is posted still. A
 * change that the reader did not notice is never borne out: its claims are those of the sentence before.
 */
export function reportMutations(texts: readonly LabelledText[]): MutationReport {
  let sentences = 0;
  let mutations = 0;
  let stillTrue = 0;
  const passed: Passed[] = [];
  for (const text of texts) {
    // The oracle knows the figures of this prompt type alone.
    if (text.prompt !== "trend_analysis") continue;
    const market = naiveMarketOf(text.productId, text.features, priceDecimals(text.features));
    const claimsOf = (sentence: string): readonly Claim[] | null => {
      const verdict = judgeText(sentence, { ...text, maxWords: 100 });
      return verdict.grounded ? verdict.sentences.flatMap(({ claims }) => claims) : null;
    };
    for (const { text: sentence, isTrue } of text.sentences) {
      const before = isTrue === true ? claimsOf(sentence) : null;
      if (before === null) continue;
      sentences += 1;
      for (const mutated of mutationsOf(sentence, text.productId)) {
        mutations += 1;
        const after = claimsOf(mutated);
        if (after === null) continue;
        if (isBorneOut(after, before, market)) stillTrue += 1;
        else passed.push({ sentence, mutated });
      }
    }
  }
  return { sentences, mutations, still_true: stillTrue, passed };
}

/** Whether what a changed sentence claims beyond the true one is true by the naive oracle, or is what that one claims twice. */
function isBorneOut(after: readonly Claim[], before: readonly Claim[], market: NaiveMarket): boolean {
  const known = new Set(before.map((claim) => JSON.stringify(claim)));
  const said = new Set(after.map((claim) => JSON.stringify(claim)));
  const added = after.filter((claim) => !known.has(JSON.stringify(claim)));
  if (added.length === 0) return after.length === before.length && said.size < known.size;
  return added.every((claim) => isOfOracle(claim) && decideNaively(claim, market) === true);
}

/** The oracle knows no sizes, and no mood of a single figure. */
function isOfOracle(claim: Claim): boolean {
  if (claim.is === "stance" && claim.of !== null) return false;
  if (claim.is === "moved" && (claim.way === "any" || claim.denied)) return false;
  return !("size" in claim) || claim.size === "none";
}

/** The report as it is printed; with `isListed` each sentence that passed stands under it. */
export function formatMutations(
  { sentences, mutations, still_true, passed }: MutationReport,
  isListed: boolean,
): string {
  return [
    `${sentences} true sentences, changed in ${mutations} ways: ${still_true} are still true, ${passed.length} are posted and not borne out`,
    ...(isListed ? passed.map(({ sentence, mutated }) => `- ${sentence}\n  ${mutated}`) : []),
  ].join("\n");
}
