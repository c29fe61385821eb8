import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  computeFeatures,
  type FeatureCandle,
  type Features,
  type Figure,
  type FigureName,
} from "../../src/features/index.ts";
import { candlesOf, candleSeries, context, fullSeries } from "./candle-samples.ts";
import { figureNames } from "./figure-samples.ts";
import { naiveFigures } from "./naive-figures.ts";

/** The RSI table of StockCharts' ChartSchool ("Relative Strength Index"): closes, and the index from the 15th on. */
const chartSchoolCloses = [
  44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328, 45.614,
  46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122, 46.2521, 45.7137, 46.4515, 45.7835, 45.3548,
  44.0288, 44.1783, 44.2181, 44.5672, 43.4205, 42.6628, 43.1314,
];
const chartSchoolRsi = [
  70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99, 41.46, 41.87, 45.46, 37.3,
  33.08, 37.77,
];

function figuresOf(closes: readonly number[], volumes: readonly number[] = []): Features {
  return computeFeatures(candlesOf(closes, volumes), context);
}

/** The figures that differ from the naive ones by more than 1e-9 of their size, with both values. */
function differences(figures: Features, candles: readonly FeatureCandle[]): string[] {
  const wanted = naiveFigures(candles);
  const highest = Math.max(0, ...candles.map((candle) => candle.high));
  // A difference of two prices can't be more exact than the prices.
  const sizes: Partial<Record<FigureName, number>> = {
    rsi: 100,
    volume_change: Math.max(0, ...candles.map((candle) => candle.volume)),
    change_24h_pct: 100 + Math.abs(wanted.change_24h_pct ?? 0),
    buying_momentum: highest + (wanted.buying_momentum ?? 0),
    selling_momentum: highest + (wanted.selling_momentum ?? 0),
  };
  return figureNames
    .filter((name) => !isClose(figures[name], wanted[name], 1e-9 * (sizes[name] ?? highest)))
    .map((name) => `${name}: ${figures[name]}, not ${wanted[name]}`);
}

function isClose(actual: Figure, wanted: Figure, tolerance: number): boolean {
  if (actual === null || wanted === null) return actual === wanted;
  return Math.abs(actual - wanted) <= tolerance;
}

function pick(figures: Features, names: readonly FigureName[]): Figure[] {
  return names.map((name) => figures[name]);
}

describe("computeFeatures", () => {
  it("gives every figure of six candles as worked out by hand", () => {
    const candles: FeatureCandle[] = [
      { start: 0, open: 8, high: 11, low: 7, close: 10, volume: 1 },
      { start: 300, open: 10, high: 12, low: 9, close: 11, volume: 2 },
      { start: 600, open: 11, high: 13, low: 10, close: 12, volume: 3 },
      { start: 900, open: 12, high: 14, low: 11, close: 13, volume: 4 },
      { start: 1_200, open: 13, high: 20, low: 12, close: 14, volume: 9 },
      { start: 1_500, open: 14, high: 14.5, low: 8.5, close: 10, volume: 6.5 },
    ];
    const figures = computeFeatures(candles, { asOf: 1_800, granularity: "FIVE_MINUTE", expectedCount: 288 });
    expect(figures.rolling_avg).toBe(12); // (11 + 12 + 13 + 14 + 10) / 5
    expect(figures.ema).toBeCloseTo(34 / 3, 12); // 12 = (10 + ... + 14) / 5, then 12 + (10 - 12) / 3
    expect(figures.rsi).toBeNull(); // 5 changes of 14
    // Deviations -1, 0, 1, 2, -2: variance 10 / 5 = 2.
    expect(figures.bollinger_upper).toBeCloseTo(12 + 2 * Math.SQRT2, 12);
    expect(figures.bollinger_lower).toBeCloseTo(12 - 2 * Math.SQRT2, 12);
    expect(figures.price_change).toBe(-4); // 10 - 14
    expect(figures.volume_change).toBe(-2.5); // 6.5 - 9
    expect(figures.daily_high).toBe(20);
    expect(figures.daily_low).toBe(7);
    expect(figures.buying_momentum).toBe(4); // 1 + 1 + 1 + 1
    expect(figures.selling_momentum).toBe(4);
    expect(figures.last_close).toBe(10);
    expect(figures.change_24h).toBe(2); // 10 - 8
    expect(figures.change_24h_pct).toBe(25); // 2 / 8
    expect(figures.candle_count).toBe(6);
    expect(figures.expected_count).toBe(288);
    expect(figures.as_of).toBe(1_800);
    expect(figures.interval).toBe("FIVE_MINUTE");
  });

  it("smooths the RSI like Wilder: every value of ChartSchool's table comes out", () => {
    const values = chartSchoolRsi.map((_, index) => figuresOf(chartSchoolCloses.slice(0, 15 + index)).rsi);
    for (const [index, wanted] of chartSchoolRsi.entries()) expect(values[index]).toBeCloseTo(wanted, 2);
  });

  it("works the RSI out by hand: 14 changes, then one more", () => {
    // Rises of 2 and falls of 1 in turn, 7 of each: average gain 1, average loss 0.5, so 100 - 100 / (1 + 2).
    const closes = Array.from({ length: 15 }, (_, index) => 100 + Math.ceil(index / 2) * 2 - Math.floor(index / 2));
    expect(figuresOf(closes).rsi).toBeCloseTo(200 / 3, 10);
    // A fall of 7: average gain 13 / 14, average loss (0.5 * 13 + 7) / 14 = 13.5 / 14.
    expect(figuresOf([...closes, (closes.at(-1) ?? 0) - 7]).rsi).toBeCloseTo((100 * 13) / 26.5, 10);
  });

  it("keeps the names in the order of the type", () => {
    const names = [...figureNames, "candle_count", "expected_count", "as_of", "interval"];
    expect(Object.keys(figuresOf(chartSchoolCloses))).toEqual(names);
    expect(Object.keys(figuresOf([]))).toEqual(names);
  });

  it.each(Array.from({ length: 17 }, (_, count) => count))(
    "gives null for what %i candles are too few for",
    (count) => {
      const candles = candlesOf(chartSchoolCloses.slice(0, count));
      const figures = computeFeatures(candles, context);
      const needs: Partial<Record<string, number>> = {
        rolling_avg: 5,
        ema: 5,
        rsi: 15,
        bollinger_upper: 5,
        bollinger_lower: 5,
        price_change: 2,
        volume_change: 2,
        buying_momentum: 2,
        selling_momentum: 2,
      };
      const lacking = figureNames.filter((name) => count < (needs[name] ?? 1));
      expect(figureNames.filter((name) => figures[name] === null)).toEqual(lacking);
      expect(figures.candle_count).toBe(count);
      expect(differences(figures, candles)).toEqual([]);
    },
  );

  it.each([0.1, 1e-8, 1.1, 33_000.05, 1e7])("is exact in a market that stands still at %d", (price) => {
    const figures = figuresOf(
      Array.from({ length: 40 }, () => price),
      Array.from({ length: 40 }, () => 3),
    );
    expect(figures.rsi).toBe(50);
    const levels = pick(figures, ["rolling_avg", "ema", "bollinger_upper", "bollinger_lower", "last_close"]);
    expect(levels).toEqual([price, price, price, price, price]);
    const changes = pick(figures, [
      "price_change",
      "volume_change",
      "buying_momentum",
      "selling_momentum",
      "change_24h",
      "change_24h_pct",
    ]);
    // toEqual tells 0 from -0.
    expect(changes).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("gives RSI 100 and no selling where prices only rise", () => {
    const figures = figuresOf(Array.from({ length: 30 }, (_, index) => 0.1 + index * 0.1));
    expect(figures.rsi).toBe(100);
    expect(figures.selling_momentum).toBe(0);
    expect(figures.buying_momentum).toBeCloseTo(2.9, 12);
  });

  it("gives RSI 0 and no buying where prices only fall", () => {
    const figures = figuresOf(Array.from({ length: 30 }, (_, index) => 3 - index * 0.1));
    expect(figures.rsi).toBe(0);
    expect(figures.buying_momentum).toBe(0);
    expect(figures.selling_momentum).toBeCloseTo(2.9, 12);
  });

  it("counts a single tick in a flat market", () => {
    const figures = figuresOf([...Array.from({ length: 20 }, () => 5), 5.01]);
    expect(figures.rsi).toBe(100);
    expect(figures.price_change).toBeCloseTo(0.01, 12);
  });

  it("takes high and low from highs and lows, not from closes", () => {
    const figures = computeFeatures([{ start: 0, open: 5, high: 9, low: 2, close: 4, volume: 1 }], context);
    expect([figures.daily_high, figures.daily_low]).toEqual([9, 2]);
  });

  it("has no change in percent of a first open of 0", () => {
    const figures = computeFeatures([{ start: 0, open: 0, high: 9, low: 0, close: 4, volume: 1 }], context);
    expect(figures.change_24h).toBe(4);
    expect(figures.change_24h_pct).toBeNull();
  });

  it("counts periods in candles, so gaps change nothing but the count", () => {
    const candles = candlesOf(chartSchoolCloses);
    const spread = candles.map((candle, index) => ({ ...candle, start: candle.start + index * 3_000 }));
    expect(computeFeatures(spread, context)).toEqual(computeFeatures(candles, context));
  });
});

describe("computeFeatures, for any sound candles", () => {
  it("agrees with the formulas written out", () => {
    fc.assert(
      fc.property(candleSeries, (candles) => {
        expect(differences(computeFeatures(candles, context), candles)).toEqual([]);
      }),
    );
  });

  it("gives finite numbers or null, and never minus zero", () => {
    fc.assert(
      fc.property(candleSeries, (candles) => {
        const values = pick(computeFeatures(candles, context), figureNames).filter((value) => value !== null);
        expect(values.filter((value) => !Number.isFinite(value) || Object.is(value, -0))).toEqual([]);
      }),
    );
  });

  it("keeps the RSI within 0 and 100 and the average between its bands", () => {
    fc.assert(
      fc.property(fullSeries, (candles) => {
        const { rsi, ...figures } = computeFeatures(candles, context);
        expect(rsi).toBeGreaterThanOrEqual(0);
        expect(rsi).toBeLessThanOrEqual(100);
        expect(figures.rolling_avg).toBeGreaterThanOrEqual(figures.bollinger_lower ?? Number.NaN);
        expect(figures.rolling_avg).toBeLessThanOrEqual(figures.bollinger_upper ?? Number.NaN);
      }),
    );
  });

  it("scales prices with prices and leaves the RSI, the percentage and the volume", () => {
    const unscaled: ReadonlySet<FigureName> = new Set<FigureName>(["rsi", "change_24h_pct", "volume_change"]);
    // A power of two scales without rounding, so the figures are equal to the last bit.
    fc.assert(
      fc.property(candleSeries, fc.constantFrom(0.25, 8, 1_024), (candles, factor) => {
        const scaled = candles.map(({ start, open, high, low, close, volume }) => ({
          start,
          open: open * factor,
          high: high * factor,
          low: low * factor,
          close: close * factor,
          volume,
        }));
        const figures = computeFeatures(candles, context);
        const wanted = figureNames.map((name) => {
          const value = figures[name];
          return value === null || unscaled.has(name) ? value : value * factor;
        });
        expect(pick(computeFeatures(scaled, context), figureNames)).toEqual(wanted);
      }),
    );
  });

  it("leaves its input as it was", () => {
    fc.assert(
      fc.property(candleSeries, (candles) => {
        const frozen = Object.freeze(candles.map((candle) => Object.freeze({ ...candle })));
        computeFeatures(frozen, Object.freeze({ ...context }));
        expect(frozen).toEqual(candles);
      }),
    );
  });
});
