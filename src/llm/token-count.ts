/** No model reads or writes as many tokens in one call. */
const maxTokens = 10_000_000;

/**
 * A number of tokens as a model's server tells it; null, as if it were not told, where it is no whole number from 0 to ten
 * million: it would spoil the sums of metrics and bills.
 */
export function tokenCount(told: unknown): number | null {
  return typeof told === "number" && Number.isInteger(told) && told >= 0 && told <= maxTokens ? told : null;
}
