import { describe, expect, it } from "vitest";
import type { FeatureCandle } from "../../src/features/index.ts";
import { chartSchoolCloses, figuresOf, figuresOfDay } from "./support/candle-samples.ts";
import { figureNames } from "./support/figure-samples.ts";

/** The RSI column of the table that the closes are from, from the 15th close on. */
const chartSchoolRsi = [
  70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99, 41.46, 41.87, 45.46, 37.3,
  33.08, 37.77,
];

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
    const figures = figuresOfDay(candles);
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
    expect(figures.decimals).toBe(2);
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
    const names = [...figureNames, "candle_count", "expected_count", "as_of", "interval", "decimals"];
    expect(Object.keys(figuresOf(chartSchoolCloses))).toEqual(names);
    expect(Object.keys(figuresOf([]))).toEqual(names);
  });

  it("takes high and low from highs and lows, not from closes", () => {
    const figures = figuresOfDay([{ start: 0, open: 5, high: 9, low: 2, close: 4, volume: 1 }]);
    expect([figures.daily_high, figures.daily_low]).toEqual([9, 2]);
  });

  it.each([14, 19, 20, 21, 22])("finds high and low in whichever of %i candles they stand", (count) => {
    for (let at = 0; at < count; at++) {
      const candles = Array.from({ length: count }, (_, index) =>
        index === at
          ? { start: index, open: 5, high: 9, low: 2, close: 5, volume: 1 }
          : { start: index, open: 5, high: 6, low: 4, close: 5, volume: 1 },
      );
      const figures = figuresOfDay(candles);
      expect([figures.daily_high, figures.daily_low], `in candle ${at}`).toEqual([9, 2]);
    }
  });

  it("has no change in percent of a first open of 0", () => {
    const figures = figuresOfDay([{ start: 0, open: 0, high: 9, low: 0, close: 4, volume: 1 }]);
    expect(figures.change_24h).toBe(4);
    expect(figures.change_24h_pct).toBeNull();
  });
});
