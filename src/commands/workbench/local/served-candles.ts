import type { MarketData } from "../../../emulators/markets/market-data.ts";
import { type Candle, type CandleQuery, type CandleSet, granularitySeconds } from "../../../market/candle.ts";
import { makeCandleSet } from "../../../market/candle-set.ts";
import { shownDecimals } from "../../../market/shown-decimals.ts";

/** A market whose answers are remembered: a replayed one moves on, and receipts hold no candles. */
export interface ServedCandles {
  /** The same market. */
  readonly data: MarketData;
  /** The candles of a window that were served and have this hash; null where there are none. */
  readonly find: (query: CandleQuery, sha256: string) => CandleSet | null;
}

interface Served {
  readonly productId: string;
  readonly seconds: number;
  readonly candles: readonly Candle[];
  readonly dayBeginSeconds: number;
}

const maxAnswers = 400;

/** Remembers the last 400 answers of a market. */
export function keepServed(market: MarketData): ServedCandles {
  const answers: Served[] = [];
  const dayBegin = (productId: string, seconds: number): number => market.dayBeginSeconds?.(productId, seconds) ?? 0;
  return {
    data: {
      label: market.label,
      ...(market.standIn === undefined ? {} : { standIn: market.standIn }),
      has: (productId) => market.has(productId),
      dayBeginSeconds: dayBegin,
      candles(productId, seconds, ...window) {
        const candles = market.candles(productId, seconds, ...window);
        answers.push({ productId, seconds, candles, dayBeginSeconds: dayBegin(productId, seconds) });
        if (answers.length > maxAnswers) answers.shift();
        return candles;
      },
    },
    find(query, sha256) {
      const seconds = granularitySeconds[query.granularity];
      const origin = { origin: "coinbase", standIn: market.standIn } as const;
      for (const served of answers.toReversed()) {
        if (served.productId !== query.productId || served.seconds !== seconds) continue;
        const { candles, dayBeginSeconds } = served;
        const set = makeCandleSet({ candles, decimals: shownDecimals(candles) }, query, { ...origin, dayBeginSeconds });
        if (set.sha256 === sha256) return set;
      }
      return null;
    },
  };
}
