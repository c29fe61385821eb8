import { describe, expect, it } from "vitest";
import { computeFeatures, type DefaultFigureName, type FeaturesOf } from "../../src/features/index.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { candlesOf, chartSchoolCloses, figuresOf, figuresOfDay } from "./support/candle-samples.ts";
import { formulaDifferences } from "./support/figure-differences.ts";
import { figureNames } from "./support/figure-samples.ts";

function repeat(value: number, count: number): number[] {
  return Array.from({ length: count }, () => value);
}

function relativeError(actual: number | null, wanted: number): number {
  return Math.abs((actual ?? Number.NaN) - wanted) / Math.abs(wanted);
}

/** The figures that prices move, in multiples of a price. */
function priceFigures(
  figures: FeaturesOf<DefaultFigureName>,
  price: number,
): Partial<Record<DefaultFigureName, number | null>> {
  const unscaled = new Set<DefaultFigureName>(["rsi", "volume_change", "change_24h_pct"]);
  return Object.fromEntries(
    figureNames.map((name) => {
      const value = figures[name];
      return [name, value === null || unscaled.has(name) ? value : value / price];
    }),
  );
}

describe("computeFeatures with few candles", () => {
  it.each(Array.from({ length: 17 }, (_, count) => count))(
    "gives null for what %i candles are too few for",
    (count) => {
      const candles = candlesOf(chartSchoolCloses.slice(0, count));
      const figures = figuresOfDay(candles);
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
      expect(formulaDifferences(figures, candles)).toEqual([]);
    },
  );
});

describe("computeFeatures in a market that stands still", () => {
  it.each([0.1, 1e-8, 1.1, 33_000.05, 1e7])("is exact at %d", (price) => {
    for (const count of [15, 40, 288]) {
      const { rsi, ...figures } = figuresOf(repeat(price, count), repeat(3, count));
      expect(rsi).toBe(50);
      const { rolling_avg, ema, bollinger_upper, bollinger_lower, last_close } = figures;
      expect([rolling_avg, ema, bollinger_upper, bollinger_lower, last_close]).toEqual(repeat(price, 5));
      const { price_change, volume_change, buying_momentum, selling_momentum, change_24h, change_24h_pct } = figures;
      // toEqual tells 0 from -0.
      expect([price_change, volume_change, buying_momentum, selling_momentum, change_24h, change_24h_pct]).toEqual(
        repeat(0, 6),
      );
    }
  });

  // Average gain and average loss both shrink by 13/14 a candle, so their ratio, all that the RSI is made of, stays. As
  // doubles they would vanish after some 9,500 candles, and the RSI with them.
  it.each([1, 288, 5_000, 9_400, 10_000, 20_000])("keeps the RSI that it had %i unchanged closes ago", (count) => {
    const { rsi } = figuresOf(chartSchoolCloses);
    const last = chartSchoolCloses.at(-1) ?? Number.NaN;
    expect(relativeError(figuresOf([...chartSchoolCloses, ...repeat(last, count)]).rsi, rsi ?? 0)).toBeLessThan(1e-9);
    const first15 = chartSchoolCloses.slice(0, 15);
    const still = figuresOf([...first15, ...repeat(first15[14] ?? Number.NaN, count)]).rsi;
    expect(relativeError(still, figuresOf(first15).rsi ?? 0)).toBeLessThan(1e-9);
    // The only changes are among the first 14.
    const twoChanges = figuresOf([10, 13, 12, ...repeat(12, 12 + count)]).rsi;
    expect(relativeError(twoChanges, 75)).toBeLessThan(1e-9);
  });

  it.each([
    [12.01, 100],
    [11.99, 0],
  ])("takes a move to %d after a long standstill for what it is", (close, rsi) => {
    expect(figuresOf([10, 13, 12, ...repeat(12, 20_000), close]).rsi).toBeCloseTo(rsi, 9);
  });
});

describe("computeFeatures in a market of one direction", () => {
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

  it.each([
    [5, 0.01],
    [1e7, 0.01],
    [2e-8, 1e-12],
  ])("counts a single tick, at %d one of %d", (price, tick) => {
    for (const before of [14, 20, 287]) {
      const up = figuresOf([...repeat(price, before), price + tick]);
      expect([up.rsi, up.selling_momentum]).toEqual([100, 0]);
      expect(up.buying_momentum).toBe(price + tick - price);
      expect(up.price_change).toBe(price + tick - price);
      const down = figuresOf([...repeat(price, before), price - tick]);
      expect([down.rsi, down.buying_momentum]).toEqual([0, 0]);
      expect(down.selling_momentum).toBe(price - (price - tick));
    }
  });
});

describe("computeFeatures at the ends of the price scale", () => {
  it.each([1e-8, 1e-5, 1, 1e7])("gives at %d what it gives anywhere else", (price) => {
    const usual = priceFigures(figuresOf(chartSchoolCloses), 1);
    const scaled = priceFigures(figuresOf(chartSchoolCloses.map((close) => close * price)), price);
    for (const name of figureNames)
      expect(relativeError(scaled[name] ?? null, usual[name] ?? 0), name).toBeLessThan(1e-9);
  });

  it.each([0, 1, 10, 50, 200])("keeps the EMA precise %i candles after a fall to a billionth", (count) => {
    const figures = figuresOf([...repeat(1e9, 5), ...repeat(1, count)]);
    expect(relativeError(figures.ema, 1 + (1e9 - 1) * (2 / 3) ** count)).toBeLessThan(1e-12);
  });

  it.each([1, 10, 50, 200])("keeps the EMA precise %i candles after a rise to a billion", (count) => {
    const figures = figuresOf([...repeat(1, 5), ...repeat(1e9, count)]);
    expect(relativeError(figures.ema, 1e9 - (1e9 - 1) * (2 / 3) ** count)).toBeLessThan(1e-12);
  });
});

describe("computeFeatures with gaps", () => {
  it("counts periods in candles, so gaps change nothing but the count", () => {
    const candles = candlesOf(chartSchoolCloses);
    const spread = candles.map((candle, index) => ({ ...candle, start: candle.start + index * 1_500 }));
    const asOf = (spread.at(-1)?.start ?? 0) + 300;
    expect(figuresOfDay(spread)).toEqual({ ...figuresOfDay(candles), as_of: asOf });
  });

  it("computes a day with 200 of its 288 candles from those 200, and says so", () => {
    const [from, to] = [1_699_913_700, 1_700_000_100];
    const day = createSampleMarket().candles("ETH-USD", 300, from, to - 300, to);
    expect(day).toHaveLength(288);
    // Two of every seven lack, and six more.
    const left = day.filter((_, index) => index % 7 !== 3 && index % 7 !== 4).slice(6);
    expect(left).toHaveLength(200);
    const figures = computeFeatures(left, { asOf: to, granularity: "FIVE_MINUTE", expectedCount: 288 });
    expect(formulaDifferences(figures, left)).toEqual([]);
    expect([figures.candle_count, figures.expected_count]).toEqual([200, 288]);
  });
});
