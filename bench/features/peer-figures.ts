import * as indicatorts from "indicatorts";
import * as technicalindicators from "technicalindicators";
import { BollingerBands, EMA, RSI } from "trading-signals";
import {
  computeFeatures,
  type FeatureCandle,
  type FeatureContext,
  type Figure,
  type DefaultFigureName,
} from "../../src/features/index.ts";

/** The figures that every implementation computes. */
export type ComparedFigures = Readonly<Record<DefaultFigureName, Figure>>;

/** One way to the figures. */
export interface Implementation {
  readonly name: string;
  /** Expects at least 15 candles. */
  readonly compute: (candles: readonly FeatureCandle[]) => ComparedFigures;
  /** How far its RSI may be from ours: technicalindicators rounds to 2 decimals. */
  readonly rsiTolerance: number;
}

const context: Omit<FeatureContext, "expectedCount"> = { asOf: 1_700_000_100, granularity: "FIVE_MINUTE" };
/** Candles of 5 minutes in 24 hours. */
const dayCandles = 288;
const exact = 1e-6;

export const ours: Implementation = {
  name: "ours",
  compute: (candles) => computeFeatures(candles, { ...context, expectedCount: candles.length }),
  rsiTolerance: exact,
};

/**
 * Each library as its documentation shows it, by the fastest of its documented calls: one pass per indicator over all closes,
 * the middle band for the moving average, no indicator twice. Where a library wants closes, making the list is part of its
 * work. What none of them has is computed for all three by the same loop, as fast as ours.
 *
 * They differ in what their averages begin with (see tests/features/peers.test.ts); after 288 candles it no longer shows.
 */
export const peers: readonly Implementation[] = [
  {
    name: "indicatorts",
    compute(candles) {
      const closes = candles.map((candle) => candle.close);
      const { upper, middle, lower } = indicatorts.bb(closes, { period: 5 });
      const figures = figuresWithoutIndicators(candles);
      figures.rolling_avg = last(middle);
      figures.ema = last(indicatorts.ema(closes, { period: 5 }));
      figures.rsi = last(indicatorts.rsi(closes, { period: 14 }));
      figures.bollinger_upper = last(upper);
      figures.bollinger_lower = last(lower);
      return figures;
    },
    rsiTolerance: exact,
  },
  {
    name: "trading-signals",
    compute(candles) {
      const [bands, ema, rsi] = [new BollingerBands(5, 2), new EMA(5), new RSI(14)];
      for (const { close } of candles) {
        bands.add(close);
        ema.add(close);
        rsi.add(close);
      }
      const { upper, middle, lower } = bands.getResultOrThrow();
      const figures = figuresWithoutIndicators(candles);
      figures.rolling_avg = middle;
      figures.ema = ema.getResultOrThrow();
      figures.rsi = rsi.getResultOrThrow();
      figures.bollinger_upper = upper;
      figures.bollinger_lower = lower;
      return figures;
    },
    rsiTolerance: exact,
  },
  {
    name: "technicalindicators",
    compute(candles) {
      const values = candles.map((candle) => candle.close);
      const bands = last(technicalindicators.BollingerBands.calculate({ period: 5, stdDev: 2, values }));
      const figures = figuresWithoutIndicators(candles);
      figures.rolling_avg = bands.middle;
      figures.ema = last(technicalindicators.EMA.calculate({ period: 5, values }));
      figures.rsi = last(technicalindicators.RSI.calculate({ period: 14, values }));
      figures.bollinger_upper = bands.upper;
      figures.bollinger_lower = bands.lower;
      return figures;
    },
    rsiTolerance: 0.005 + exact,
  },
];

/**
 * The fastest library with help: a caller who knows that bands of period 5 need only 5 closes gives it no more. It is shown
 * beside the others and not counted as one of them.
 */
export const helpedPeer: Implementation = {
  name: "indicatorts, helped",
  compute(candles) {
    const closes = candles.map((candle) => candle.close);
    const { upper, middle, lower } = indicatorts.bb(closes.slice(-5), { period: 5 });
    const figures = figuresWithoutIndicators(candles);
    figures.rolling_avg = last(middle);
    figures.ema = last(indicatorts.ema(closes, { period: 5 }));
    figures.rsi = last(indicatorts.rsi(closes, { period: 14 }));
    figures.bollinger_upper = last(upper);
    figures.bollinger_lower = last(lower);
    return figures;
  },
  rsiTolerance: exact,
};

/** Everything that takes no indicator, in one loop over the last 24 hours. The indicators are left null. */
function figuresWithoutIndicators(candles: readonly FeatureCandle[]): Record<DefaultFigureName, Figure> {
  const from = Math.max(0, candles.length - dayCandles);
  const [first, beforeLast, newest] = [candles[from], candles[candles.length - 2], candles[candles.length - 1]];
  if (first === undefined || beforeLast === undefined || newest === undefined) throw new Error("Too few candles");
  let { high, low, close: previousClose } = first;
  let doubleRises = 0;
  let doubleFalls = 0;
  for (let index = from + 1, candle = candles[index]; candle !== undefined; candle = candles[++index]) {
    const change = candle.close - previousClose;
    const size = Math.abs(change);
    previousClose = candle.close;
    doubleRises += size + change;
    doubleFalls += size - change;
    if (candle.high > high) high = candle.high;
    if (candle.low < low) low = candle.low;
  }
  const dayChange = newest.close - first.open;
  return {
    rolling_avg: null,
    ema: null,
    rsi: null,
    bollinger_upper: null,
    bollinger_lower: null,
    price_change: newest.close - beforeLast.close,
    volume_change: newest.volume - beforeLast.volume,
    daily_high: high,
    daily_low: low,
    buying_momentum: doubleRises / 2,
    selling_momentum: doubleFalls / 2,
    last_close: newest.close,
    change_24h: dayChange,
    change_24h_pct: (dayChange / first.open) * 100,
  };
}

function last<Value>(values: readonly Value[]): Value {
  const value = values[values.length - 1];
  if (value === undefined) throw new Error("A library gave no value");
  return value;
}
