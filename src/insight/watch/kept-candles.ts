import type { CandleQuery, CandleSet } from "../../market/candle.ts";
import type { FetchCandles } from "../ports.ts";

/** Candles that a decision looked at, kept for the text that follows it. */
export interface KeptCandles {
  /** Fetches and keeps. */
  readonly fetchAndKeep: FetchCandles;
  /** Gives what was kept, once, else fetches. */
  readonly fetch: FetchCandles;
}

/** A text follows at once: what is older is of a decision that came to none. */
const maxKept = 10;

/** Makes the {@link KeptCandles}: a watch that speaks asks the exchange no second time. */
export function createKeptCandles(fetchCandles: FetchCandles): KeptCandles {
  const kept = new Map<string, CandleSet>();
  return {
    async fetchAndKeep(query, deadline) {
      const set = await fetchCandles(query, deadline);
      kept.set(keyOf(query), set);
      const [oldest] = kept.keys();
      if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
      return set;
    },
    async fetch(query, deadline) {
      const key = keyOf(query);
      const set = kept.get(key);
      kept.delete(key);
      return set ?? (await fetchCandles(query, deadline));
    },
  };
}

function keyOf({ productId, granularity, startSeconds, endSeconds }: CandleQuery): string {
  return [productId, granularity, startSeconds, endSeconds].join(" ");
}
