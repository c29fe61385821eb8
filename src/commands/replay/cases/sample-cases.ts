import { createSampleMarket } from "../../../emulators/markets/sample-market.ts";
import type { FetchCandles } from "../../../insight/ports.ts";
import { expectedCount, granularitySeconds } from "../../../market/candle.ts";
import { makeCandleSet } from "../../../market/candle-set.ts";
import { shownDecimals } from "../../../market/shown-decimals.ts";
import { seededRandom } from "../../kit/statistics/random.ts";
import { followedMoves, nameCase, type ReplayCase } from "./replay-case.ts";
import { writeFromCandles } from "./write-from-candles.ts";

const products = ["BTC-USD", "ETH-USD", "SOL-USD", "XRP-USD", "DOGE-USD", "ADA-USD", "LTC-USD", "SHIB-USD", "LINK-USD"];
/** 2026-01-01T00:00:00Z, and the days from then on that are drawn from. */
const firstSeconds = 1_767_225_600;
const days = 300;
const hourSeconds = 3_600;
const minuteSeconds = 60;
const candlesPerPage = 300;

/**
 * Draws moments of the synthetic market: `count` of different hours, the same for the same seed.
 *
 * @param count 1 to 10 000. @param seed chooses the market, too.
 */
export function sampleCases(count: number, seed: number): readonly ReplayCase[] {
  const random = seededRandom(seed);
  const market = createSampleMarket({ seed });
  const drawn = new Map<string, ReplayCase>();
  const fetchCandles: FetchCandles = async (query) => {
    const pages = Math.ceil(expectedCount(query) / candlesPerPage);
    const seconds = granularitySeconds[query.granularity];
    const from = query.endSeconds - pages * candlesPerPage * seconds;
    const last = query.endSeconds - seconds;
    const candles = market.candles(query.productId, seconds, from, last, query.endSeconds);
    const rows = { candles, decimals: shownDecimals(candles) };
    return makeCandleSet(rows, query, { origin: "coinbase", standIn: market.standIn });
  };
  while (drawn.size < count) {
    const productId = products[Math.floor(random() * products.length)] ?? "BTC-USD";
    const named = nameCase(productId, firstSeconds + Math.floor(random() * days * 24) * hourSeconds);
    const closeAt = (seconds: number): number | null =>
      market.candles(productId, minuteSeconds, seconds - minuteSeconds, seconds - minuteSeconds, seconds)[0]?.close ??
      null;
    drawn.set(named.id, {
      ...named,
      followed: followedMoves(named.atSeconds, closeAt),
      fits: () => true,
      write: async (promptType, model) => await writeFromCandles(named, promptType, model, fetchCandles),
    });
  }
  return [...drawn.values()];
}
