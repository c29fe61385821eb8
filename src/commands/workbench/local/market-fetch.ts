import type { MarketData } from "../../../emulators/markets/market-data.ts";
import type { FetchCandles } from "../../../insight/ports.ts";
import { expectedCount, granularitySeconds } from "../../../market/candle.ts";
import { makeCandleSet } from "../../../market/candle-set.ts";
import { shownDecimals } from "../../../market/shown-decimals.ts";
import { ServiceError } from "../../../platform/errors.ts";

/** As the service asks for them: what a page holds from before the window proves that it is covered. */
const candlesPerPage = 300;

/** Gives the candles of a market of this machine, as its exchange would serve them at the window's end. */
export function fetchFromMarket(market: MarketData): FetchCandles {
  return async (query) => {
    const { productId, granularity, endSeconds } = query;
    if (!market.has(productId))
      throw new ServiceError("PRODUCT_UNKNOWN", `${market.label} has no product ${productId}`);
    const seconds = granularitySeconds[granularity];
    const from = endSeconds - Math.ceil(expectedCount(query) / candlesPerPage) * candlesPerPage * seconds;
    const candles = market.candles(productId, seconds, from, endSeconds - seconds, endSeconds);
    return makeCandleSet({ candles, decimals: shownDecimals(candles) }, query, {
      origin: "coinbase",
      standIn: market.standIn,
      dayBeginSeconds: market.dayBeginSeconds?.(productId, seconds),
    });
  };
}
