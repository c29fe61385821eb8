import type { CandleQuery, CandleSet } from "../../market/candle.ts";
import type { FetchCandles } from "../ports.ts";

/** Candles that a process has fetched, for whoever wants to see them once more. */
export interface RememberedCandles {
  readonly fetchCandles: FetchCandles;
  /** What was fetched last for a query; undefined where that is not known any more. */
  recall(query: CandleQuery): CandleSet | undefined;
}

/** Each holds 288 candles, 25 KB. */
const defaultMaxSets = 50;

/** Makes a {@link RememberedCandles} of what fetches. The oldest set is forgotten first. */
export function rememberCandles(fetchCandles: FetchCandles, maxSets = defaultMaxSets): RememberedCandles {
  const sets = new Map<string, CandleSet>();
  return {
    async fetchCandles(query, deadline) {
      const set = await fetchCandles(query, deadline);
      const key = keyOf(query);
      sets.delete(key);
      sets.set(key, set);
      const [oldest] = sets.keys();
      if (sets.size > maxSets && oldest !== undefined) sets.delete(oldest);
      return set;
    },
    recall: (query) => sets.get(keyOf(query)),
  };
}

function keyOf({ productId, granularity, startSeconds, endSeconds }: CandleQuery): string {
  return [productId, granularity, startSeconds, endSeconds].join("#");
}
