import * as fc from "fast-check";
import type { FeatureCandle, FeatureContext } from "../../src/features/index.ts";

export const context: FeatureContext = { asOf: 1_700_000_100, granularity: "FIVE_MINUTE", expectedCount: 288 };

/** Candles with the given closes. Each opens at the close before it and reaches 1 % past open and close. */
export function candlesOf(closes: readonly number[], volumes: readonly number[] = []): FeatureCandle[] {
  return closes.map((close, index) => {
    const open = closes[index - 1] ?? close;
    return {
      start: 1_700_000_100 - 300 * (closes.length - index),
      open,
      high: Math.max(open, close) * 1.01,
      low: Math.min(open, close) * 0.99,
      close,
      volume: volumes[index] ?? 10 + index,
    };
  });
}

/** Sound candles, oldest first: any number up to 60, at a price between 1e-8 and 1e7, moving by up to a third. */
export const candleSeries = seriesFrom(0);

/** Such candles, at least as many as every figure needs. */
export const fullSeries = seriesFrom(15);

function seriesFrom(minLength: number): fc.Arbitrary<FeatureCandle[]> {
  return fc
    .record({
      exponent: fc.integer({ min: -8, max: 7 }),
      steps: fc.array(
        fc.record({
          gap: fc.integer({ min: 1, max: 5 }),
          move: fc
            .constantFrom(0, 1, -1)
            .chain((sign) => fc.double({ min: 0, max: 0.33, noNaN: true }).map((x) => sign * x)),
          wick: fc.double({ min: 0, max: 0.05, noNaN: true }),
          volume: fc.double({ min: 0, max: 1e6, noNaN: true }),
        }),
        { minLength, maxLength: 60, size: "max" },
      ),
    })
    .map(({ exponent, steps }) => {
      let start = 1_700_000_100;
      let price = 1.5 * 10 ** exponent;
      return steps.map(({ gap, move, wick, volume }) => {
        start += gap * 300;
        const open = price;
        const close = price * (1 + move);
        price = close;
        return {
          start,
          open,
          high: Math.max(open, close) * (1 + wick),
          low: Math.min(open, close) * (1 - wick),
          close,
          volume,
        };
      });
    });
}
