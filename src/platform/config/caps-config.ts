import { settings } from "./settings.ts";
import type { SettingsReader } from "./settings-reader.ts";
import { allowedBy, isAllowed } from "./settings/setting-checks.cjs";
import { readTokenPrices, type TokenPrice } from "./token-price.ts";

/** What the models of a stage may take in a day (UTC). At least one of the limits is set. */
export interface CapsConfig {
  /** US dollars; null: no limit. */
  readonly spendLimitUsd: number | null;
  /** Tokens, read and written; null: no limit. */
  readonly tokenLimit: number | null;
  /** By `PROVIDER:MODEL`. With a limit in dollars each model that is asked has one. */
  readonly prices: Readonly<Record<string, TokenPrice>>;
}

/** A provider as `MODEL_PRICES` names it. */
interface PricedProvider {
  readonly name: string;
  readonly model: string;
}

/**
 * Reads the caps; null where no limit is set. Prices are checked also then: they are read elsewhere.
 *
 * @param providers those that may be asked, as {@link labelOf} takes them.
 */
export function readCaps(read: SettingsReader, providers: readonly PricedProvider[]): CapsConfig | null {
  const { dailySpendLimit, dailyTokenLimit, modelPrices } = settings;
  const dollars = read.matching(dailySpendLimit);
  const tokenLimit = read.count(dailyTokenLimit);
  const texts = read.list(modelPrices);
  const { prices, repeated } = readTokenPrices(texts);
  const isSound = texts.length === 0 || isAllowed(modelPrices.check, texts.join());
  if (!isSound) read.problem(modelPrices, `must be ${allowedBy(modelPrices.check)}`);
  for (const label of repeated) read.problem(modelPrices, `prices ${label} twice`);
  if (dollars !== null && isSound) {
    const lacking = providers.map(labelOf).filter((label) => !prices.has(label));
    for (const label of lacking) read.problem(modelPrices, lacksPrice(label));
  }
  if (dollars === null && tokenLimit === null) return null;
  const spendLimitUsd = dollars === null ? null : Number(dollars);
  return { spendLimitUsd, tokenLimit, prices: Object.fromEntries(prices) };
}

/** The label of a model in `MODEL_PRICES` and receipts. A node group's models are Ollama's. */
export function labelOf({ name, model }: PricedProvider): string {
  return `${name === "ollama-node-group" ? "ollama" : name}:${model}`;
}

function lacksPrice(label: string): string {
  return `gives no price for ${label}, but ${settings.dailySpendLimit.name} is set`;
}
