import * as fc from "fast-check";
import {
  type DefaultFigureName,
  computeFeatures,
  type FeatureCandle,
  type FeatureContext,
  type FeaturesOf,
} from "../../../src/features/index.ts";

export const context: FeatureContext = { asOf: 1_700_000_100, granularity: "FIVE_MINUTE", expectedCount: 288 };

/** The closes of the RSI table in StockCharts' ChartSchool ("Relative Strength Index"). */
export const chartSchoolCloses = [
  44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328, 45.614,
  46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122, 46.2521, 45.7137, 46.4515, 45.7835, 45.3548,
  44.0288, 44.1783, 44.2181, 44.5672, 43.4205, 42.6628, 43.1314,
];

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

/** The figures of such candles, all of them within the window. */
export function figuresOf(closes: readonly number[], volumes: readonly number[] = []): FeaturesOf<DefaultFigureName> {
  return figuresOfDay(candlesOf(closes, volumes));
}

/** The figures of candles that are all that was traded in their window: of a day, or as long as they need. */
export function figuresOfDay(candles: readonly FeatureCandle[]): FeaturesOf<DefaultFigureName> {
  return computeFeatures(...dayOf(candles));
}

/** Such candles with their proof, one from before the window, and what is said about them. */
export function dayOf(candles: readonly FeatureCandle[]): [FeatureCandle[], FeatureContext] {
  const [first, last] = [candles[0], candles.at(-1)];
  if (first === undefined || last === undefined) return [[], context];
  const asOf = last.start + 300;
  const expectedCount = Math.max(288, (asOf - first.start) / 300);
  const earlier = { ...first, start: asOf - expectedCount * 300 - 300, high: 1e12, low: 1e-12 };
  return [[earlier, ...candles], { ...context, asOf, expectedCount }];
}

/**
 * Such candles as all that was traded on the UTC day before the window's end: the first at its midnight, the last at most 24
 * hours later. The window has one candle of its own, at the next midnight.
 */
export function yesterdayOf(candles: readonly FeatureCandle[]): [FeatureCandle[], FeatureContext] {
  const midnight = 1_700_006_400;
  const today = { start: midnight, open: 1e12, high: 1e12, low: 1e-12, close: 1, volume: 1 };
  const shift = midnight - 86_400 - (candles[0]?.start ?? 0);
  const moved = candles.map((candle) => ({ ...candle, start: candle.start + shift }));
  return [[...moved, today], { ...context, asOf: midnight + 300, expectedCount: 1 }];
}

/** Sound candles, oldest first: any number up to 60, at a price between 1e-8 and 1e7, moving by up to a third. */
export const candleSeries = seriesFrom(0);

/** Such candles, at least as many as every figure needs. */
export const fullSeries = seriesFrom(15);

/** Such candles, as many as the longest of the further figures needs and up to twice as many. */
export const longSeries = seriesFrom(50, 100);

/**
 * Candles whose closes are whole ticks, so that a change is either nothing or far above the rounding errors of the price.
 * At least as many as every figure needs.
 */
export const tickSeries: fc.Arbitrary<FeatureCandle[]> = fc
  .tuple(
    fc.integer({ min: 100, max: 10_000 }),
    fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 15, maxLength: 60 }),
  )
  .map(([first, moves]) => {
    let price = first;
    return candlesOf(moves.map((move) => (price = Math.max(1, price + move))));
  });

function seriesFrom(minLength: number, maxLength = 60): fc.Arbitrary<FeatureCandle[]> {
  return fc
    .record({
      exponent: fc.integer({ min: -8, max: 7 }),
      steps: fc.array(
        fc.record({
          gap: fc.integer({ min: 1, max: 4 }),
          move: fc
            .constantFrom(0, 1, -1)
            .chain((sign) => fc.double({ min: 0, max: 0.33, noNaN: true }).map((x) => sign * x)),
          wick: fc.double({ min: 0, max: 0.05, noNaN: true }),
          // Of 4e-323 a product keeps one digit: no market trades that.
          volume: fc.double({ min: 0, max: 1e6, noNaN: true }).map((volume) => (volume < 1e-9 ? 0 : volume)),
        }),
        { minLength, maxLength, size: "max" },
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
