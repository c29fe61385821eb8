import * as indicatorts from "indicatorts";
import * as technicalindicators from "technicalindicators";
import { ADX, ATR, BollingerBands, EMA, MACD, SMA, VWAP } from "trading-signals";
import {
  catalogue,
  computeFeatures,
  type FeatureCandle,
  type Features,
  type FigureName,
} from "../../src/features/index.ts";
import { ours, peers } from "./peer-figures.ts";

/** The further figures that an implementation has beside the default ones, by the same definition as ours. */
export interface WiderImplementation {
  readonly name: string;
  /** Expects at least 288 candles: before that the peers' averages, which begin elsewhere, still show it. */
  readonly compute: (candles: readonly FeatureCandle[]) => Features;
}

const allNames: readonly FigureName[] = catalogue.map(({ name }) => name);
/** Candles of 5 minutes in 24 hours. */
const dayCandles = 288;

/** Every figure of the catalogue. */
export const oursOfAll: WiderImplementation = {
  name: ours.name,
  compute: (candles) =>
    computeFeatures(candles, {
      asOf: 1_700_000_100,
      granularity: "FIVE_MINUTE",
      expectedCount: candles.length,
      figures: allNames,
    }),
};

/**
 * Each library with the default figures and those of the further ones that it has by the same definition, by the fastest of its
 * documented calls. Left out are indicatorts' ATR, which is no average of Wilder's, and its VWAP, which takes closes.
 */
export const widerPeers: readonly WiderImplementation[] = [
  {
    name: "indicatorts",
    compute(candles) {
      const closes = candles.map((candle) => candle.close);
      const bands = indicatorts.bb(closes, { period: 20 });
      const { macdLine, signalLine } = indicatorts.macd(closes, { fast: 12, slow: 26, signal: 9 });
      return {
        ...defaultsOf("indicatorts", candles),
        ...bandFigures(last(bands.middle), last(bands.upper), last(bands.lower)),
        ...macdFigures(last(macdLine), last(signalLine)),
        sma_50: last(indicatorts.sma(closes, { period: 50 })),
      };
    },
  },
  {
    name: "trading-signals",
    compute(candles) {
      const [bands, sma50] = [new BollingerBands(20, 2), new SMA(50)];
      const macd = new MACD(new EMA(12), new EMA(26), new EMA(9));
      const [atr, adx, vwap] = [new ATR(14), new ADX(14), new VWAP()];
      const dayFrom = candles.length - dayCandles;
      let index = 0;
      for (const candle of candles) {
        bands.add(candle.close);
        sma50.add(candle.close);
        macd.add(candle.close);
        atr.add(candle);
        adx.add(candle);
        if (index++ >= dayFrom) vwap.add(candle);
      }
      const { upper, middle, lower } = bands.getResultOrThrow();
      const { macd: line, signal } = macd.getResultOrThrow();
      return {
        ...defaultsOf("trading-signals", candles),
        ...bandFigures(middle, upper, lower),
        ...macdFigures(line, signal),
        sma_50: sma50.getResultOrThrow(),
        atr: atr.getResultOrThrow(),
        adx: adx.getResultOrThrow(),
        vwap_24h: vwap.getResultOrThrow(),
      };
    },
  },
  {
    name: "technicalindicators",
    compute(candles) {
      const values = candles.map((candle) => candle.close);
      const high = candles.map((candle) => candle.high);
      const low = candles.map((candle) => candle.low);
      const day = candles.slice(-dayCandles);
      const bands = last(technicalindicators.BollingerBands.calculate({ period: 20, stdDev: 2, values }));
      const macd = last(
        technicalindicators.MACD.calculate({
          values,
          fastPeriod: 12,
          slowPeriod: 26,
          signalPeriod: 9,
          SimpleMAOscillator: false,
          SimpleMASignal: false,
        }),
      );
      return {
        ...defaultsOf("technicalindicators", candles),
        ...bandFigures(bands.middle, bands.upper, bands.lower),
        ...macdFigures(macd.MACD ?? Number.NaN, macd.signal ?? Number.NaN),
        sma_50: last(technicalindicators.SMA.calculate({ period: 50, values })),
        atr: last(technicalindicators.ATR.calculate({ period: 14, high, low, close: values })),
        adx: last(technicalindicators.ADX.calculate({ period: 14, high, low, close: values })).adx,
        vwap_24h: last(
          technicalindicators.VWAP.calculate({
            high: day.map((candle) => candle.high),
            low: day.map((candle) => candle.low),
            close: day.map((candle) => candle.close),
            volume: day.map((candle) => candle.volume),
          }),
        ),
      };
    },
  },
];

const noCounts = { candle_count: 0, expected_count: 0, as_of: 0, interval: "FIVE_MINUTE" };

function defaultsOf(name: string, candles: readonly FeatureCandle[]): Features {
  const peer = peers.find((each) => each.name === name);
  if (peer === undefined) throw new Error(`There is no peer ${name}`);
  return { ...noCounts, ...peer.compute(candles) };
}

function bandFigures(middle: number, upper: number, lower: number): Partial<Features> {
  return {
    sma_20: middle,
    bollinger_20_upper: upper,
    bollinger_20_lower: lower,
    bollinger_20_width_pct: ((upper - lower) / middle) * 100,
  };
}

function macdFigures(line: number, signal: number): Partial<Features> {
  return { macd: line, macd_signal: signal, macd_histogram: line - signal };
}

function last<Value>(values: readonly Value[]): Value {
  const value = values[values.length - 1];
  if (value === undefined) throw new Error("A library gave no value");
  return value;
}
