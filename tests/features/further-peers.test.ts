import * as indicatorts from "indicatorts";
import * as technicalindicators from "technicalindicators";
import * as tradingSignals from "trading-signals";
import { describe, expect, it } from "vitest";
import { catalogue, computeFeatures, type FeatureCandle, type Features } from "../../src/features/index.ts";
import { dayOf } from "./support/candle-samples.ts";
import { closesOf, disagreeing, last, longSeries, series } from "./support/peer-series.ts";

function figuresOf(candles: readonly FeatureCandle[]): Features {
  const [known, context] = dayOf(candles);
  return computeFeatures(known, { ...context, figures: catalogue.map(({ name }) => name) });
}

/** Highs, lows, closes and volumes as lists. */
function listsOf(candles: readonly FeatureCandle[]): Record<"high" | "low" | "close" | "volume", number[]> {
  return {
    high: candles.map(({ high }) => high),
    low: candles.map(({ low }) => low),
    close: closesOf(candles),
    volume: candles.map(({ volume }) => volume),
  };
}

const enough = series.filter(({ candles }) => candles.length >= 50);

/**
 * Figures whose definitions agree from the first value on. Others differ, and are compared where that no longer shows, or
 * not at all:
 *
 * - trading-signals begins the true range with the first candle's own, and the moves of its ADX with a 0; it counts two equal
 *   moves as both, Wilder as none. indicatorts' ATR is a simple average.
 * - The exponential averages of indicatorts and trading-signals begin with the first close, and those of technicalindicators
 *   each with its own first closes, so that its MACD has two averages that began at different candles.
 * - indicatorts' VWAP takes closes instead of typical prices. None has realized volatility or pivots of a day.
 */
describe.each(enough)("computeFeatures and its peers, over $name", ({ candles }) => {
  const closes = closesOf(candles);
  const figures = figuresOf(candles);

  it.each([
    { name: "sma_20", period: 20 },
    { name: "sma_50", period: 50 },
  ] as const)("have the same $name", ({ name, period }) => {
    const peers = {
      indicatorts: last(indicatorts.sma(closes, { period })),
      technicalindicators: last(technicalindicators.SMA.calculate({ period, values: closes })),
      "trading-signals": last(new tradingSignals.SMA(period).updates(closes)),
    };
    expect(disagreeing(figures[name] ?? null, peers)).toEqual([]);
  });

  it("have the same Bollinger Bands of 20 closes", () => {
    const own = indicatorts.bb(closes, { period: 20 });
    const bands = [
      { upper: last(own.upper), lower: last(own.lower) },
      last(technicalindicators.BollingerBands.calculate({ period: 20, stdDev: 2, values: closes })),
      last(new tradingSignals.BollingerBands(20, 2).updates(closes)),
    ];
    for (const band of bands) {
      expect(disagreeing(figures.bollinger_20_upper ?? null, { peer: band?.upper })).toEqual([]);
      expect(disagreeing(figures.bollinger_20_lower ?? null, { peer: band?.lower })).toEqual([]);
    }
  });

  it("have the same average true range and directional index", () => {
    const { high, low, close } = listsOf(candles);
    const atr = last(technicalindicators.ATR.calculate({ period: 14, high, low, close }));
    expect(disagreeing(figures.atr ?? null, { technicalindicators: atr })).toEqual([]);
    expect(disagreeing(figures.atr_pct ?? null, { technicalindicators: (atr / last(close)) * 100 })).toEqual([]);
    const { adx } = last(technicalindicators.ADX.calculate({ period: 14, high, low, close }));
    expect(disagreeing(figures.adx ?? null, { technicalindicators: adx })).toEqual([]);
  });

  it("have the same volume-weighted price of a day", () => {
    const end = (candles.at(-1)?.start ?? 0) + 300;
    const day = candles.filter(({ start }) => start >= end - 86_400);
    const vwap = new tradingSignals.VWAP();
    for (const candle of day) vwap.add(candle);
    const peers = {
      technicalindicators: last(technicalindicators.VWAP.calculate(listsOf(day))),
      "trading-signals": vwap.getResultOrThrow(),
    };
    expect(disagreeing(figures.vwap_24h ?? null, peers)).toEqual([]);
  });
});

describe.each(longSeries)("computeFeatures and its peers as they are, over $name", ({ candles }) => {
  const closes = closesOf(candles);
  const figures = figuresOf(candles);
  const price = last(closes);
  /** A difference of two averages is as exact as they are. */
  const differing = (ours: number | null | undefined, peers: Readonly<Record<string, number | undefined>>): string[] =>
    disagreeing(
      (ours ?? Number.NaN) + price,
      Object.fromEntries(Object.entries(peers).map(([name, value]) => [name, (value ?? Number.NaN) + price])),
    );

  it("have the same MACD: the seeds no longer show", () => {
    const { EMA, MACD } = tradingSignals;
    const signals = last(new MACD(new EMA(12), new EMA(26), new EMA(9)).updates(closes));
    const periods = { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9 };
    const technical = last(
      technicalindicators.MACD.calculate({
        values: closes,
        ...periods,
        SimpleMAOscillator: false,
        SimpleMASignal: false,
      }),
    );
    const own = indicatorts.macd(closes, { fast: 12, slow: 26, signal: 9 });
    const lines = {
      indicatorts: last(own.macdLine),
      technicalindicators: technical.MACD,
      "trading-signals": signals?.macd,
    };
    expect(differing(figures.macd, lines)).toEqual([]);
    const averages = {
      indicatorts: last(own.signalLine),
      technicalindicators: technical.signal,
      "trading-signals": signals?.signal,
    };
    expect(differing(figures.macd_signal, averages)).toEqual([]);
    const rests = { technicalindicators: technical.histogram, "trading-signals": signals?.histogram };
    expect(differing(figures.macd_histogram, rests)).toEqual([]);
  });

  it("have the same average true range", () => {
    const atr = new tradingSignals.ATR(14);
    for (const candle of candles) atr.add(candle);
    expect(disagreeing(figures.atr ?? null, { "trading-signals": atr.getResultOrThrow() })).toEqual([]);
  });
});
