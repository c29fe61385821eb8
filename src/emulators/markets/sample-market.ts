import type { Candle } from "../../market/candle.ts";
import { aggregateCandles } from "../../market/history/aggregate-candles.ts";
import type { MarketData } from "./market-data.ts";
import { hashText, hashToUnit, priceFactor } from "./price-path.ts";
import { findWellKnownProduct, isWellKnownProduct, type WellKnownProduct } from "./well-known-products.ts";

/** How the market is made. */
export interface SampleMarketOptions {
  /** Chooses all prices: the same seed gives the same market, on every machine and at any time. Default 1. */
  readonly seed?: number;
}

/** The base that hardly anyone trades, in every quote: its candles have gaps, up to 20 minutes long. */
const thinBase = "SPELL";

/** Each kind of chance of a minute has its own stream; the first nine belong to the price path. */
const streams = {
  volatility: 20,
  turnover: 21,
  highWick: 22,
  lowWick: 23,
  volume: 24,
  silence: 25,
  trade: 26,
} as const;

const minuteSeconds = 60;
const minutesPerDay = 1_440;
const steadyVolatility = 0.02;

/** What the minutes of one product are drawn from. */
interface ProductTraits {
  readonly seed: number;
  readonly product: WellKnownProduct;
  readonly volatility: number;
  /** Typical volume of a minute, in units of the base. */
  readonly volumePerMinute: number;
  readonly isThin: boolean;
}

/**
 * Makes a market of ours for every pair of well-known currencies. It is synthetic: it looks like a market, and says nothing
 * about the true one.
 *
 * Every minute is computed from the seed, the product and its own index, and longer candles are made of their minutes, so
 * any window at any granularity shows the same market. The candle that is forming is served as far as it has come.
 */
export function createSampleMarket({ seed = 1 }: SampleMarketOptions = {}): MarketData {
  return {
    label: "sample (synthetic)",
    standIn: "synthetic",
    has: isWellKnownProduct,
    candles(productId, granularitySeconds, startSeconds, endSeconds, nowSeconds) {
      const product = findWellKnownProduct(productId);
      if (product === undefined) return [];
      const firstStart = Math.ceil(startSeconds / granularitySeconds) * granularitySeconds;
      const lastStart = Math.floor(Math.min(endSeconds, nowSeconds) / granularitySeconds) * granularitySeconds;
      const minutes = drawMinutes(drawTraits(seed, productId, product), {
        fromMinute: Math.ceil(firstStart / minuteSeconds),
        beforeMinute: Math.floor((lastStart + granularitySeconds) / minuteSeconds),
        nowMinutes: nowSeconds / minuteSeconds,
      });
      return aggregateCandles(minutes, granularitySeconds);
    },
  };
}

function drawTraits(marketSeed: number, productId: string, product: WellKnownProduct): ProductTraits {
  const seed = hashText(`${marketSeed}:${productId}`);
  const turnoverUsd = 10 ** (4 + 2 * hashToUnit(seed, streams.turnover, 0));
  return {
    seed,
    product,
    volatility: product.steady ? steadyVolatility : 1 + 1.2 * hashToUnit(seed, streams.volatility, 0),
    volumePerMinute: turnoverUsd / product.basePriceUsd,
    isThin: product.base === thinBase,
  };
}

function drawMinutes(
  traits: ProductTraits,
  span: { readonly fromMinute: number; readonly beforeMinute: number; readonly nowMinutes: number },
): Candle[] {
  const candles: Candle[] = [];
  const beforeMinute = Math.min(span.beforeMinute, Math.ceil(span.nowMinutes));
  let open = priceAt(traits, span.fromMinute);
  for (let minute = span.fromMinute; minute < beforeMinute; minute += 1) {
    const passed = Math.min(1, span.nowMinutes - minute);
    const close = priceAt(traits, minute + passed);
    if (hasTrades(traits, minute)) candles.push(drawMinute(traits, minute, open, close, passed));
    open = close;
  }
  return candles;
}

/** @param passed share of the minute that is over, in (0, 1]. */
function drawMinute(traits: ProductTraits, minute: number, open: number, close: number, passed: number): Candle {
  const high = Math.max(open, close) * (1 + drawWick(traits, streams.highWick, minute) * passed);
  const low = Math.min(open, close) * (1 - drawWick(traits, streams.lowWick, minute) * passed);
  const daytime = 1 + 0.5 * Math.sin((2 * Math.PI * minute) / minutesPerDay);
  // Between a ninth and nine times the typical volume: busy minutes are rare and far busier.
  const surge = 9 ** (2 * hashToUnit(traits.seed, streams.volume, minute) - 1);
  const volume = traits.volumePerMinute * daytime * surge * passed;
  return {
    start: minute * minuteSeconds,
    open,
    high: roundPrice(high),
    low: roundPrice(low),
    close,
    volume: Number(volume.toPrecision(7)),
  };
}

/** How far beyond open and close a price was tried, as a share of it: mostly little. */
function drawWick(traits: ProductTraits, stream: number, minute: number): number {
  return 0.0008 * traits.volatility * hashToUnit(traits.seed, stream, minute) ** 3;
}

function priceAt(traits: ProductTraits, minutes: number): number {
  return roundPrice(traits.product.price * priceFactor(traits.seed, minutes, traits.volatility));
}

/** In the steps that exchanges quote: cents from 1 upward, five digits below. */
function roundPrice(price: number): number {
  return price >= 1 ? Math.round(price * 100) / 100 : Number(price.toPrecision(5));
}

/**
 * Of a thin product every other ten minutes may pass without a trade, and in the rest two of five minutes do. The first minute
 * of each five is spared then, so that no silence is longer than 20 minutes.
 */
function hasTrades(traits: ProductTraits, minute: number): boolean {
  if (!traits.isThin) return true;
  const tenMinutes = Math.floor(minute / 10);
  const choice = hashToUnit(traits.seed, streams.silence, Math.floor(tenMinutes / 2));
  if (choice < 0.3 && tenMinutes % 2 === (choice < 0.15 ? 0 : 1)) return false;
  return minute % 5 === 0 || hashToUnit(traits.seed, streams.trade, minute) < 0.6;
}
