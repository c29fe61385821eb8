import type { ErrorCode } from "../platform/errors.ts";

/** The sentence that a reader gets instead of an insight, or null where the error is a failure and not an answer. */
export function writeRefusal(productId: string, code: ErrorCode): string | null {
  if (code === "PRODUCT_UNKNOWN") {
    return `There is no insight about ${productId}: Coinbase lists no product of that name.`;
  }
  if (code === "NOT_ENOUGH_CANDLES") {
    return `There is no insight about ${productId} now: it was traded too little lately to compute figures from.`;
  }
  if (code === "MARKET_STALE") {
    return `There is no insight about ${productId} now: its last trades are over 30 minutes old, and figures would mislead.`;
  }
  if (code === "MARKET_UNUSABLE") {
    return `There is no insight about ${productId} now: the candles that Coinbase gave are faulty, and figures would mislead.`;
  }
  return null;
}
