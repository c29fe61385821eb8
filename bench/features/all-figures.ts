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
 * documented calls. indicatorts averages true ranges simply, and its VWAP is given any prices: Wilder's average is put
 * together from its true range and its rolling average, the VWAP from its typical prices. It has no ADX.
 */
export const widerPeers: readonly WiderImplementation[] = [
  {
    name: "indicatorts",
    compute(candles) {
      const closes = candles.map((candle) => candle.close);
      const bands = indicatorts.bb(closes, { period: 20 });
      const { macdLine, signalLine } = indicatorts.macd(closes, { fast: 12, slow: 26, signal: 9 });
      const { high, low, volume } = listsOf(candles);
      const ranges = indicatorts.tr(high, low, closes);
      const typical = indicatorts.typicalPrice(
        high.slice(-dayCandles),
        low.slice(-dayCandles),
        closes.slice(-dayCandles),
      );
      return {
        ...defaultsOf("indicatorts", candles),
        ...bandFigures(last(bands.middle), last(bands.upper), last(bands.lower)),
        ...macdFigures(last(macdLine), last(signalLine)),
        sma_50: last(indicatorts.sma(closes, { period: 50 })),
        atr: last(indicatorts.rma(ranges, { period: 14 })),
        vwap_24h: last(indicatorts.vwap(typical, volume.slice(-dayCandles), { period: dayCandles })),
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
      const { high, low } = listsOf(candles);
      const day = listsOf(candles.slice(-dayCandles));
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
            ...day,
            close: values.slice(-dayCandles),
          }),
        ),
      };
    },
  },
];

/** What the libraries want as lists; making them is part of their work. */
function listsOf(candles: readonly FeatureCandle[]): Record<"high" | "low" | "volume", number[]> {
  return {
    high: candles.map((candle) => candle.high),
    low: candles.map((candle) => candle.low),
    volume: candles.map((candle) => candle.volume),
  };
}

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
