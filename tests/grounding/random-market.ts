import type { FeatureCandle } from "../../src/features/index.ts";

/** Candles that nobody chose, and what is said about their window. */
export interface RandomMarket {
  readonly productId: string;
  readonly candles: readonly FeatureCandle[];
  readonly granularity: string;
  readonly candleSeconds: number;
  readonly expected: number;
  readonly decimals: number;
  readonly end: number;
}

const lengths = [
  { granularity: "FIVE_MINUTE", candleSeconds: 300, expected: 288 },
  { granularity: "FIFTEEN_MINUTE", candleSeconds: 900, expected: 96 },
  { granularity: "ONE_HOUR", candleSeconds: 3_600, expected: 24 },
  { granularity: "ONE_HOUR", candleSeconds: 3_600, expected: 168 },
] as const;

const products = ["BTC-USD", "1INCH-USD", "00-USD", "PEPE-USDC", "ETH-EUR", "NEAR-GBP"] as const;

/**
 * A market of whole ticks for each seed: ticks of 1 to 1e-10, prices of two ticks to ten million of them, quiet and wild ones, flat stretches, gaps, windows that are
 * hardly begun, volumes of nothing.
 */
export function randomMarket(seed: number): RandomMarket {
  const random = generator(seed);
  const { granularity, candleSeconds, expected } = pick(lengths, random);
  const decimals = pick([0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10], random);
  const tick = 10 ** -decimals;
  const rounded = (ticks: number): number => Number((ticks * tick).toFixed(decimals));
  const end = 1_700_006_400;
  const [calm, gaps, size] = [random(), random() < 0.3 ? 0.1 : 0, 10 ** (random() * 3)];
  const begins = random() < 0.25 ? Math.floor(random() * expected) : 0;
  let price = Math.ceil(10 ** (random() * 7) + 2);
  const candles: FeatureCandle[] = [];
  for (let at = random() < 0.5 ? begins : begins - 1; at < expected; at++) {
    if (random() < gaps) continue;
    const step = (): number => (random() < calm * 0.9 ? 0 : Math.round((random() - 0.5) * size));
    const open = Math.max(1, price + (random() < 0.2 ? step() : 0));
    const close = Math.max(1, open + step());
    const [high, low] = [
      Math.max(open, close) + Math.abs(step()),
      Math.max(1, Math.min(open, close) - Math.abs(step())),
    ];
    price = close;
    const volume = random() < 0.1 ? 0 : Number((random() * 10 ** (random() * 6 - 3)).toFixed(8));
    const start = end - (expected - at) * candleSeconds;
    candles.push({ start, open: rounded(open), high: rounded(high), low: rounded(low), close: rounded(close), volume });
  }
  return { productId: pick(products, random), candles, granularity, candleSeconds, expected, decimals, end };
}

function pick<Value>(values: readonly Value[], random: () => number): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new RangeError("There is nothing to pick from");
  return value;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
