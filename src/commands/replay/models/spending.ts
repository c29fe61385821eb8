import { mostInputTokens } from "../../../llm/budget.ts";
import type { ModelPrompt } from "../../../llm/model-provider.ts";
import { UsageError } from "../../kit/parse-command-line.ts";
import {
  type BilledTokens,
  costUsd,
  readPriceOptions,
  readPriceSetting,
  type TokenPrice,
} from "../../kit/measure/token-price.ts";

/** Keeps the requests of a run below a sum. */
export interface Spending {
  /** Takes what a request may cost at most; null where the sum could be passed. */
  reserve(price: TokenPrice | null, prompt: ModelPrompt, maxOutputTokens: number): Reservation | null;
  /** US dollars so far, of this run's requests; null where a price or a count is not known. */
  spentUsd(): number | null;
}

/** What a request may cost, until it is known what it did. */
export interface Reservation {
  settle(billed: readonly BilledTokens[]): void;
}

/** The manager asks at most twice for one text. */
const maxRounds = 2;

/**
 * Reads `--price MODEL=IN/OUT` beside the prices of the setting, by the label of a model that is asked.
 *
 * @throws UsageError for what is no price, and for a model that is priced twice or not asked.
 */
export function readPrices(
  given: readonly string[],
  labels: readonly string[],
  ofSetting: string | undefined,
): ReadonlyMap<string, TokenPrice> {
  const prices = readPriceOptions(given);
  for (const label of prices.keys()) {
    if (!labels.includes(label))
      throw new UsageError(`--price ${label}: no --model is called so: ${labels.join(", ")}`);
  }
  return new Map([...readPriceSetting(ofSetting), ...prices]);
}

/** @param maxUsd null is no limit. */
export function createSpending(maxUsd: number | null): Spending {
  let spent = 0;
  let reserved = 0;
  let isKnown = true;
  return {
    reserve(price, prompt, maxOutputTokens) {
      const most = price === null ? 0 : maxRounds * mostUsd(price, prompt, maxOutputTokens);
      if (maxUsd !== null && spent + reserved + most > maxUsd) return null;
      reserved += most;
      return {
        settle(billed) {
          reserved -= most;
          const costs = billed.map((each) => costUsd(price, each));
          if (costs.includes(null)) isKnown = false;
          // What nobody counted may have cost as much as it could.
          spent += costs.includes(null) ? most : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
        },
      };
    },
    spentUsd: () => (isKnown ? spent : null),
  };
}

function mostUsd(price: TokenPrice, prompt: ModelPrompt, maxOutputTokens: number): number {
  return mostInputTokens(prompt) * price.input + maxOutputTokens * price.output;
}
