import * as indicatorts from "indicatorts";
import * as technicalindicators from "technicalindicators";
import * as tradingSignals from "trading-signals";
import { describe, expect, it } from "vitest";
import { figuresOfDay } from "./support/candle-samples.ts";
import { closesOf, disagreeing, last, longSeries, series } from "./support/peer-series.ts";

/** The rises and the falls between consecutive closes. */
function movesOf(closes: readonly number[]): { readonly rises: number[]; readonly falls: number[] } {
  const changes = closes.slice(1).map((close, index) => close - (closes[index] ?? Number.NaN));
  return { rises: changes.map((change) => Math.max(change, 0)), falls: changes.map((change) => Math.max(-change, 0)) };
}

/** The closes with their first five replaced by one value, their mean. */
function meanFirst(closes: readonly number[]): number[] {
  return [closes.slice(0, 5).reduce((sum, close) => sum + close, 0) / 5, ...closes.slice(5)];
}

function smooth(moves: number[]): number {
  return last(indicatorts.rma(moves, { period: 14 }));
}

function strength(averageGain: number, averageLoss: number): number {
  return 100 - 100 / (1 + averageGain / averageLoss);
}

/**
 * Where a peer's definition differs, the test says how, and compares with the peer's own parts put together by ours. Left
 * out is only a market without any change: there the RSI is 50 by our definition, 100 by trading-signals and
 * technicalindicators, and NaN by indicatorts.
 */
describe.each(series)("computeFeatures and its peers, over $name", ({ candles }) => {
  const closes = closesOf(candles);
  const { rises, falls } = movesOf(closes);
  const figures = figuresOfDay(candles);
  const dayStart = (candles.at(-1)?.start ?? 0) + 300 - 86_400;
  const day = candles.filter(({ start }) => start >= dayStart);

  it("have the same moving average", () => {
    const peers = {
      indicatorts: last(indicatorts.sma(closes, { period: 5 })),
      technicalindicators: last(technicalindicators.SMA.calculate({ period: 5, values: closes })),
      "trading-signals": last(new tradingSignals.SMA(5).updates(closes)),
    };
    expect(disagreeing(figures.rolling_avg, peers)).toEqual([]);
  });

  it("have the same exponential average, once it begins with the mean of five closes", () => {
    const peers = {
      technicalindicators: last(technicalindicators.EMA.calculate({ period: 5, values: closes })),
      // These two begin with whatever comes first.
      indicatorts: last(indicatorts.ema(meanFirst(closes), { period: 5 })),
      "trading-signals": last(new tradingSignals.EMA(5).updates(meanFirst(closes))),
    };
    expect(disagreeing(figures.ema, peers)).toEqual([]);
  });

  it("have the same RSI", () => {
    const peers = {
      "trading-signals": last(new tradingSignals.RSI(14).updates(closes)),
      // Its RSI is rounded, see below; the averages that it is made of are not.
      technicalindicators: strength(
        last(technicalindicators.AverageGain.calculate({ period: 14, values: closes })),
        last(technicalindicators.AverageLoss.calculate({ period: 14, values: closes })),
      ),
      // Its RSI has one more change, of 0, in front of the first; its smoothing is Wilder's.
      indicatorts: strength(smooth(rises), smooth(falls)),
    };
    expect(disagreeing(figures.rsi, peers)).toEqual([]);
  });

  it("have the same RSI at the two decimals that technicalindicators gives", () => {
    const rounded = last(technicalindicators.RSI.calculate({ period: 14, values: closes }));
    expect(Math.abs((figures.rsi ?? Number.NaN) - rounded)).toBeLessThanOrEqual(0.005 + 1e-9);
  });

  it("have the same Bollinger Bands, all of the population's deviation", () => {
    const bands = {
      indicatorts: indicatorts.bb(closes, { period: 5 }),
      technicalindicators: last(technicalindicators.BollingerBands.calculate({ period: 5, stdDev: 2, values: closes })),
      "trading-signals": last(new tradingSignals.BollingerBands(5, 2).updates(closes)),
    };
    const uppers = {
      indicatorts: last(bands.indicatorts.upper),
      technicalindicators: bands.technicalindicators.upper,
      "trading-signals": bands["trading-signals"]?.upper,
    };
    const lowers = {
      indicatorts: last(bands.indicatorts.lower),
      technicalindicators: bands.technicalindicators.lower,
      "trading-signals": bands["trading-signals"]?.lower,
    };
    expect(disagreeing(figures.bollinger_upper, uppers)).toEqual([]);
    expect(disagreeing(figures.bollinger_lower, lowers)).toEqual([]);
  });

  it("have the same high and low of a day", () => {
    const highs = day.map((candle) => candle.high);
    const lows = day.map((candle) => candle.low);
    const period = day.length;
    expect(figures.daily_high).toBe(last(indicatorts.mmax(highs, { period })));
    expect(figures.daily_low).toBe(last(indicatorts.mmin(lows, { period })));
    expect(figures.daily_high).toBe(tradingSignals.getMaximum(highs));
    expect(figures.daily_low).toBe(tradingSignals.getMinimum(lows));
  });

  it("have the same sums of rises and of falls of a day", () => {
    // The mean over all changes, before any smoothing, times their number.
    const changes = { period: day.length - 1, values: closesOf(day) };
    const rise = last(technicalindicators.AverageGain.calculate(changes)) * changes.period;
    const fall = last(technicalindicators.AverageLoss.calculate(changes)) * changes.period;
    expect(disagreeing(figures.buying_momentum, { technicalindicators: rise })).toEqual([]);
    expect(disagreeing(figures.selling_momentum, { technicalindicators: fall })).toEqual([]);
  });
});

describe.each(longSeries)("computeFeatures and its peers as they are, over $name", ({ candles }) => {
  it("have the same exponential average and RSI: the seed no longer shows", () => {
    const closes = closesOf(candles);
    const { ema, rsi } = figuresOfDay(candles);
    const averages = {
      indicatorts: last(indicatorts.ema(closes, { period: 5 })),
      "trading-signals": last(new tradingSignals.EMA(5).updates(closes)),
    };
    expect(disagreeing(ema, averages)).toEqual([]);
    expect(disagreeing(rsi, { indicatorts: last(indicatorts.rsi(closes, { period: 14 })) })).toEqual([]);
  });
});
