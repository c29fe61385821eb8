import type { FeatureCandle, FigureName } from "../../../src/features/index.ts";

/** A second implementation of the further figures, for comparison: plain lists, one formula after the other. */
export const naiveFurtherFigures: Readonly<Partial<Record<FigureName, (candles: readonly FeatureCandle[]) => number>>> =
  {
    sma_20: (candles) => mean(closesOf(candles).slice(-20)),
    sma_50: (candles) => mean(closesOf(candles).slice(-50)),
    bollinger_20_upper: (candles) => mean(closesOf(candles).slice(-20)) + 2 * deviation(closesOf(candles).slice(-20)),
    bollinger_20_lower: (candles) => mean(closesOf(candles).slice(-20)) - 2 * deviation(closesOf(candles).slice(-20)),
    bollinger_20_width_pct: (candles) =>
      (400 * deviation(closesOf(candles).slice(-20))) / mean(closesOf(candles).slice(-20)),
    atr: (candles) => wilder(trueRanges(candles)),
    atr_pct: (candles) => (100 * wilder(trueRanges(candles))) / lastOf(closesOf(candles)),
    adx: (candles) => wilder(directions(candles)),
    macd: (candles) => lastOf(macdLine(closesOf(candles))),
    macd_signal: (candles) => lastOf(exponential(macdLine(closesOf(candles)), 9)),
    macd_histogram: (candles) => {
      const line = macdLine(closesOf(candles));
      return lastOf(line) - lastOf(exponential(line, 9));
    },
    realized_volatility: (candles) => 100 * Math.sqrt(288) * sampleDeviation(logReturns(closesOf(candles))),
    change_1h: (candles) => lastOf(closesOf(candles)) - hourOpen(candles),
    change_1h_pct: (candles) => (100 * (lastOf(closesOf(candles)) - hourOpen(candles))) / hourOpen(candles),
    vwap_24h: (candles) =>
      total(candles.map(({ high, low, close, volume }) => ((high + low + close) / 3) * volume)) /
      total(candles.map(({ volume }) => volume)),
    volume_24h: (candles) => total(candles.map(({ volume }) => volume)),
    volume_avg: (candles) => mean(candles.map(({ volume }) => volume)),
    pivot: (candles) => dayOf(candles).pivot,
    pivot_r1: (candles) => 2 * dayOf(candles).pivot - dayOf(candles).low,
    pivot_s1: (candles) => 2 * dayOf(candles).pivot - dayOf(candles).high,
    pivot_r2: (candles) => dayOf(candles).pivot + (dayOf(candles).high - dayOf(candles).low),
    pivot_s2: (candles) => dayOf(candles).pivot - (dayOf(candles).high - dayOf(candles).low),
  };

function closesOf(candles: readonly FeatureCandle[]): number[] {
  return candles.map(({ close }) => close);
}

/** The open of the first candle of the last hour, of candles of five minutes. */
function hourOpen(candles: readonly FeatureCandle[]): number {
  const end = (candles.at(-1)?.start ?? 0) + 300;
  return candles.find(({ start }) => start >= end - 3_600)?.open ?? Number.NaN;
}

function lastOf(values: readonly number[]): number {
  return values.at(-1) ?? Number.NaN;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function mean(values: readonly number[]): number {
  return total(values) / values.length;
}

/** The population's: divided by n. */
function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** The sample's: divided by n - 1. */
function sampleDeviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(total(values.map((value) => (value - middle) ** 2)) / (values.length - 1));
}

/** Each value with the one before it. */
function pairs<Value>(values: readonly Value[]): (readonly [before: Value, value: Value])[] {
  return values.slice(1).flatMap((value, index) => {
    const before = values[index];
    return before === undefined ? [] : [[before, value] as const];
  });
}

function logReturns(closes: readonly number[]): number[] {
  return pairs(closes).map(([before, close]) => Math.log(close) - Math.log(before));
}

function trueRanges(candles: readonly FeatureCandle[]): number[] {
  return pairs(candles).map(([before, { high, low }]) =>
    Math.max(high - low, Math.abs(high - before.close), Math.abs(low - before.close)),
  );
}

/** The mean of the first 14 values, then 13 parts of it and one of the next. */
function wilder(values: readonly number[]): number {
  return values.slice(14).reduce((average, value) => (average * 13 + value) / 14, mean(values.slice(0, 14)));
}

/** The exponential average after each value from the `period`-th on, the first of them a mean. */
function exponential(values: readonly number[], period: number): number[] {
  const averages = [mean(values.slice(0, period))];
  for (const value of values.slice(period)) averages.push((value * 2 + lastOf(averages) * (period - 1)) / (period + 1));
  return averages;
}

function macdLine(closes: readonly number[]): number[] {
  const slow = exponential(closes, 26);
  return exponential(closes.slice(14), 12).map((fast, index) => fast - (slow[index] ?? Number.NaN));
}

/** Wilder's index of direction after each change from the 14th on. */
function directions(candles: readonly FeatureCandle[]): number[] {
  const moves = pairs(candles).map(([before, { high, low }]) => ({ up: high - before.high, down: before.low - low }));
  const rises = moves.map(({ up, down }) => (up > down && up > 0 ? up : 0));
  const falls = moves.map(({ up, down }) => (down > up && down > 0 ? down : 0));
  const ranges = trueRanges(candles);
  return moves.slice(13).map((_, index) => {
    const end = index + 14;
    const range = wilder(ranges.slice(0, end));
    const [plus, minus] = [wilder(rises.slice(0, end)) / range, wilder(falls.slice(0, end)) / range];
    return range === 0 || plus + minus === 0 ? 0 : (100 * Math.abs(plus - minus)) / (plus + minus);
  });
}

function dayOf(candles: readonly FeatureCandle[]): { pivot: number; high: number; low: number } {
  const high = Math.max(...candles.map((candle) => candle.high));
  const low = Math.min(...candles.map((candle) => candle.low));
  return { pivot: (high + low + lastOf(closesOf(candles))) / 3, high, low };
}
