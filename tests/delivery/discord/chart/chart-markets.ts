import type { ChartCandle, ChartFacts } from "../../../../src/delivery/discord/chart/draw-chart.ts";

/** The end of every window: 2026-11-27 08:20 UTC. */
const to = Date.UTC(2026, 10, 27, 8, 20) / 1_000;
const day = 86_400;

/** Numbers from 0 to 1 that are the same everywhere: whole numbers alone, no function of the machine's. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** A walk of so many candles that ends with the window, each move at most `swing` of the price. */
function walk(
  { seed, price, swing, decimals }: { seed: number; price: number; swing: number; decimals: number },
  count = 288,
  candleSeconds = 300,
): readonly ChartCandle[] {
  const roll = dice(seed);
  const unit = 10 ** decimals;
  const rounded = (value: number) => Math.round(value * unit) / unit;
  let close = price;
  return Array.from({ length: count }, (_, index) => {
    const open = close;
    close = rounded(open * (1 + (roll() - 0.5) * swing));
    const high = rounded(Math.max(open, close) * (1 + roll() * swing * 0.4));
    const low = rounded(Math.min(open, close) * (1 - roll() * swing * 0.4));
    return { start: to - (count - index) * candleSeconds, open, high, low, close };
  });
}

function facts(
  title: string,
  candles: readonly ChartCandle[],
  decimals: number,
  levels: ChartFacts["levels"] = [],
): ChartFacts {
  return { title, candles, candleSeconds: 300, from: to - day, to, decimals, levels };
}

function highOf(candles: readonly ChartCandle[]): number {
  return Math.max(...candles.map(({ high }) => high));
}

function lowOf(candles: readonly ChartCandle[]): number {
  return Math.min(...candles.map(({ low }) => low));
}

function meanOf(candles: readonly ChartCandle[]): number {
  return candles.reduce((sum, { close }) => sum + close, 0) / candles.length;
}

const btc = walk({ seed: 1, price: 57_000, swing: 0.004, decimals: 2 });
const eth = walk({ seed: 2, price: 3_100, swing: 0.005, decimals: 2 });
const shib = walk({ seed: 3, price: 0.000_008_12, swing: 0.006, decimals: 8 });
const pepe = walk({ seed: 4, price: 0.000_000_43, swing: 0.02, decimals: 10 });
const doge = walk({ seed: 5, price: 0.1452, swing: 0.008, decimals: 5 });
const hourly = walk({ seed: 6, price: 88, swing: 0.02, decimals: 2 }, 168, 3_600);
const gapped = walk({ seed: 7, price: 12.4, swing: 0.01, decimals: 4 }).filter(
  (_, index) => index % 50 < 30 && (index < 140 || index > 200),
);
const flat = walk({ seed: 8, price: 1, swing: 0, decimals: 4 });
const spiked = walk({ seed: 9, price: 140, swing: 0.003, decimals: 2 }).map((candle, index) =>
  index === 200 ? { ...candle, high: 190 } : candle,
);
const [newest] = walk({ seed: 10, price: 0.51, swing: 0.02, decimals: 4 }, 1);

/** Ten markets of every kind, by the name of their picture. */
export const chartMarkets: Readonly<Record<string, ChartFacts>> = {
  btc: facts("BTC-USD, 5 min", btc, 2, [
    { label: "EMA", value: meanOf(btc.slice(-20)) },
    { label: "day's high", value: highOf(btc) },
    { label: "day's low", value: lowOf(btc) },
  ]),
  eth: facts("ETH-EUR, 5 min (replayed)", eth, 2, [
    { label: "upper Bollinger Band", value: meanOf(eth) * 1.01 },
    { label: "lower Bollinger Band", value: meanOf(eth) * 0.99 },
  ]),
  shib: facts("SHIB-USD, 5 min", shib, 8, [{ label: "rolling average", value: meanOf(shib) }]),
  pepe: facts("PEPE-USD, 5 min (synthetic)", pepe, 10),
  "crowded-levels": facts(
    "DOGE-USD, 5 min",
    doge,
    5,
    ["rolling average", "EMA", "SMA 20", "SMA 50", "VWAP", "pivot"].map((label, index) => ({
      label,
      value: meanOf(doge) * (1 + index * 0.000_5),
    })),
  ),
  "hourly-week": { ...facts("LTC-USD, 1 h", hourly, 2), candleSeconds: 3_600, from: to - 7 * day },
  gaps: facts("XLM-USDC, 5 min", gapped, 4, [{ label: "day's high", value: highOf(gapped) }]),
  flat: facts("USDC-EUR, 5 min", flat, 4, [{ label: "EMA", value: 1 }]),
  spike: facts("SOL-USD, 5 min", spiked, 2, [{ label: "far away", value: 5_000 }]),
  "one-candle": facts("ALGO-USD, 5 min", newest === undefined ? [] : [newest], 4),
};
