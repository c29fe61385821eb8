import { priceExample, readTokenPrices, type TokenPrice } from "../../../platform/config/token-price.ts";
import { settings } from "../../../platform/config/settings.ts";
import { UsageError } from "../parse-command-line.ts";

export type { TokenPrice };

/** Tokens of a request; null where nobody said how many. */
export interface BilledTokens {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** What tokens cost, in US dollars; null where the price or a count is not known. */
export function costUsd(price: TokenPrice | null, { inputTokens, outputTokens }: BilledTokens): number | null {
  if (price === null || inputTokens === null || outputTokens === null) return null;
  return inputTokens * price.input + outputTokens * price.output;
}

/** The variable that holds prices: `PROVIDER:MODEL=IN/OUT,...`. */
export const priceSetting = settings.modelPrices.name;

/**
 * Reads the options `--price MODEL=IN/OUT`, US dollars for a million tokens.
 *
 * @throws UsageError for what is no price, and for a model that is priced twice.
 */
export function readPriceOptions(given: readonly string[]): ReadonlyMap<string, TokenPrice> {
  return readPriceList("--price", given);
}

/**
 * Reads the prices of the environment's `MODEL_PRICES`, `bedrock:amazon.nova-lite-v1:0=0.06/0.24,...`.
 *
 * @throws UsageError for what is no price, and for a model that is priced twice.
 */
export function readPriceSetting(value: string | undefined): ReadonlyMap<string, TokenPrice> {
  const texts = (value ?? "").split(",").map((text) => text.trim());
  return readPriceList(
    priceSetting,
    texts.filter((text) => text !== ""),
  );
}

function readPriceList(name: string, texts: readonly string[]): ReadonlyMap<string, TokenPrice> {
  const { prices, faulty, repeated } = readTokenPrices(texts);
  for (const text of faulty)
    throw new UsageError(`${name} ${JSON.stringify(text)} is no price such as ${priceExample}`);
  for (const label of repeated) throw new UsageError(`${name} ${label} is given twice`);
  return prices;
}
