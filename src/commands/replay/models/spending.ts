import type { ModelPrompt } from "../../../llm/model-provider.ts";
import { UsageError } from "../../kit/parse-command-line.ts";

/** What a model costs, US dollars a token. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

/** Tokens of a request; null where nobody said how many. */
export interface BilledTokens {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

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

const million = 1_000_000;
/** The manager asks at most twice for one text. */
const maxRounds = 2;

/**
 * Reads `--price MODEL=IN/OUT`, US dollars for a million tokens, by model.
 *
 * @param labels the models that are asked; null: any may be priced.
 * @throws UsageError for what is no price, and for a model that is priced twice or not asked.
 */
export function readPrices(
  given: readonly string[],
  labels: readonly string[] | null,
): ReadonlyMap<string, TokenPrice> {
  const prices = new Map<string, TokenPrice>();
  for (const text of given) {
    const [, label = "", input = "", output = ""] = /^(.+)=(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(text) ?? [];
    if (label === "") {
      throw new UsageError(
        `--price ${JSON.stringify(text)} is no price such as bedrock:amazon.nova-lite-v1:0=0.06/0.24`,
      );
    }
    if (labels !== null && !labels.includes(label))
      throw new UsageError(`--price ${label}: no --model is called so: ${labels.join(", ")}`);
    if (prices.has(label)) throw new UsageError(`--price ${label} is given twice`);
    prices.set(label, { input: Number(input) / million, output: Number(output) / million });
  }
  return prices;
}

/** What tokens cost, in US dollars; null where the price or a count is not known. */
export function costUsd(price: TokenPrice | null, { inputTokens, outputTokens }: BilledTokens): number | null {
  if (price === null || inputTokens === null || outputTokens === null) return null;
  return inputTokens * price.input + outputTokens * price.output;
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

/** No tokenizer makes more tokens than there are bytes; the rest is what the provider puts around a prompt. */
function mostUsd(price: TokenPrice, { system, user }: ModelPrompt, maxOutputTokens: number): number {
  const bytes = Buffer.byteLength(system) + Buffer.byteLength(user) + 256;
  return bytes * price.input + maxOutputTokens * price.output;
}
