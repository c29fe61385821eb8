import { hashToUnit } from "../../../src/emulators/markets/price-path.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import type { FeatureCandle, Figure } from "../../../src/features/index.ts";
import { candlesOf } from "./candle-samples.ts";

/** A series with everything that the peers are asked for. */
export interface Series {
  readonly name: string;
  readonly candles: readonly FeatureCandle[];
}

const counts = [15, 16, 50, 288, 1_000];

/** Candles as exchanges record them: in ticks, with gaps (SPELL) and prices from 1e-5 to 1e5. */
function recordedLike(): Series[] {
  const market = createSampleMarket();
  return ["BTC-USD", "ETH-EUR", "SHIB-USD", "SPELL-USD"].flatMap((productId) => {
    const candles = market.candles(productId, 300, 1_699_000_000, 1_699_600_000, 1_700_000_000);
    return counts.map((count) => ({ name: `${count} of ${productId}`, candles: candles.slice(-count) }));
  });
}

/** Prices that wander by up to 3 % a candle, without ticks. One close in four is the one before it. */
function random(): Series[] {
  return [1e-8, 1e-5, 1, 6e4, 1e7].flatMap((level, seed) =>
    counts.map((count) => {
      let price = level;
      const closes = Array.from({ length: count }, (_, index) => {
        const stays = hashToUnit(seed, count, 2 * index) < 0.25;
        if (!stays) price *= 1 + 0.06 * (hashToUnit(seed, count, 2 * index + 1) - 0.5);
        return price;
      });
      return { name: `${count} random at ${level}`, candles: candlesOf(closes) };
    }),
  );
}

export const series: readonly Series[] = [...recordedLike(), ...random()];
/** What a peer's other seed has left no trace in: (13/14)^600 is 5e-20. */
export const longSeries = series.filter(({ candles }) => candles.length >= 615);

export function closesOf(candles: readonly FeatureCandle[]): number[] {
  return candles.map((candle) => candle.close);
}

export function last<T>(values: readonly T[]): T {
  const value = values.at(-1);
  if (value === undefined) throw new Error("A peer gave no value");
  return value;
}

/** The peers whose value is further from ours than 1e-9 of it, each with both values. */
export function disagreeing(ours: Figure, peers: Readonly<Record<string, number | null | undefined>>): string[] {
  return Object.entries(peers)
    .filter(([, value]) => !(Math.abs((ours ?? Number.NaN) - (value ?? Number.NaN)) <= 1e-9 * Math.abs(ours ?? 0)))
    .map(([name, value]) => `${name}: ${value}, not ${ours}`);
}
