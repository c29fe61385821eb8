import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FeatureCandle, DefaultFigureName } from "../../src/features/index.ts";
import { candleSeries, figuresOfDay, fullSeries, tickSeries } from "./support/candle-samples.ts";
import { figureDifferences, formulaDifferences, type FigureValues } from "./support/figure-differences.ts";
import { figureNames } from "./support/figure-samples.ts";

/** What prices don't scale. */
const unscaled: ReadonlySet<DefaultFigureName> = new Set<DefaultFigureName>(["rsi", "change_24h_pct", "volume_change"]);

function scaleCandles(candles: readonly FeatureCandle[], factor: number): FeatureCandle[] {
  return candles.map(({ start, open, high, low, close, volume }) => ({
    start,
    open: open * factor,
    high: high * factor,
    low: low * factor,
    close: close * factor,
    volume,
  }));
}

function scaleFigures<Values extends FigureValues>(figures: Values, factor: number): Values {
  const scaled = figureNames.map((name) => {
    const value = figures[name];
    return [name, value === null || unscaled.has(name) ? value : value * factor];
  });
  return { ...figures, ...Object.fromEntries(scaled) };
}

describe("computeFeatures, for any sound candles", () => {
  it("agrees with the formulas written out", () => {
    fc.assert(
      fc.property(candleSeries, (candles) => {
        expect(formulaDifferences(figuresOfDay(candles), candles)).toEqual([]);
      }),
    );
  });

  it("gives finite numbers or null, and never minus zero", () => {
    fc.assert(
      fc.property(candleSeries, (candles) => {
        const figures = figuresOfDay(candles);
        const values = figureNames.map((name) => figures[name]).filter((value) => value !== null);
        expect(values.filter((value) => !Number.isFinite(value) || Object.is(value, -0))).toEqual([]);
      }),
    );
  });

  it("keeps the RSI within 0 and 100 and the average between its bands", () => {
    fc.assert(
      fc.property(fullSeries, (candles) => {
        const { rsi, ...figures } = figuresOfDay(candles);
        expect(rsi).toBeGreaterThanOrEqual(0);
        expect(rsi).toBeLessThanOrEqual(100);
        expect(figures.rolling_avg).toBeGreaterThanOrEqual(figures.bollinger_lower ?? Number.NaN);
        expect(figures.rolling_avg).toBeLessThanOrEqual(figures.bollinger_upper ?? Number.NaN);
      }),
    );
  });

  it("keeps every close between the low and the high", () => {
    fc.assert(
      fc.property(candleSeries, (candles) => {
        const { daily_low, daily_high } = figuresOfDay(candles);
        for (const { close } of candles) {
          expect(close).toBeGreaterThanOrEqual(daily_low ?? Number.NaN);
          expect(close).toBeLessThanOrEqual(daily_high ?? Number.NaN);
        }
      }),
    );
  });

  it("has buying less selling momentum come to the last close less the first", () => {
    fc.assert(
      fc.property(fullSeries, (candles) => {
        const figures = figuresOfDay(candles);
        const [buying, selling, last] = [figures.buying_momentum, figures.selling_momentum, figures.last_close];
        if (buying === null || selling === null || last === null) throw new Error("A figure lacks");
        const wanted = last - (candles[0]?.close ?? Number.NaN);
        expect(Math.abs(buying - selling - wanted)).toBeLessThanOrEqual(1e-12 * (buying + selling + last));
      }),
    );
  });

  it("scales prices with prices and leaves the RSI, the percentage and the volume", () => {
    fc.assert(
      fc.property(tickSeries, fc.double({ min: 1e-8, max: 1e7, noNaN: true }), (candles, factor) => {
        const scaledCandles = scaleCandles(candles, factor);
        const figures = figuresOfDay(scaledCandles);
        const wanted = scaleFigures(figuresOfDay(candles), factor);
        const highest = Math.max(...scaledCandles.map((candle) => candle.high));
        const differences = figureDifferences(figures, wanted, (name) => 1e-9 * (unscaled.has(name) ? 100 : highest));
        expect(differences).toEqual([]);
      }),
    );
  });

  it("scales to the last bit where the factor is a power of two, which rounds nothing", () => {
    fc.assert(
      fc.property(candleSeries, fc.constantFrom(0.25, 8, 1_024), (candles, factor) => {
        const figures = figuresOfDay(scaleCandles(candles, factor));
        expect(figures).toEqual(scaleFigures(figuresOfDay(candles), factor));
      }),
    );
  });

  it("leaves its input as it was", () => {
    fc.assert(
      fc.property(candleSeries, (candles) => {
        const frozen = Object.freeze(candles.map((candle) => Object.freeze({ ...candle })));
        figuresOfDay(frozen);
        expect(frozen).toEqual(candles);
      }),
    );
  });
});
