import { describe, expect, it } from "vitest";
import { catalogue, computeFeatures, type FigureName, figureOf, formatFigures } from "../../../src/features/index.ts";
import { defaultFigures } from "../../../src/features/default-figures.ts";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { judgeSentence } from "../../../src/grounding/reading/judge-sentence.ts";
import { candlesOf } from "../../features/support/candle-samples.ts";

/** What writers call the figures, beside what our own texts call them. */
const words: readonly (readonly [FigureName, string])[] = [
  ["rsi", "relative strength index|relative strength|rsi reading|rsi value|14-period rsi"],
  ["ema", "exponential moving average|exponential average|5-candle ema"],
  ["rolling_avg", "moving average|simple moving average|rolling average"],
  ["bollinger_upper", "upper band|upper Bollinger Band|bollinger upper"],
  ["bollinger_lower", "lower band|lower Bollinger Band|bollinger lower"],
  ["daily_high", "daily high|day's high|24-hour high|high of the day"],
  ["daily_low", "daily low|day's low|24-hour low|low of the day"],
  ["last_close", "last close|closing price|last price|latest close|close|price"],
  ["buying_momentum", "buy momentum|buying pressure"],
  ["selling_momentum", "sell momentum|selling pressure"],
  ["price_change", "last candle's change|last candle's price change"],
  [
    "change_24h",
    "24-hour change|24h change|change in 24 hours|change of 24 hours|daily change|day's change|24-hour price change|net change over 24 hours",
  ],
  [
    "change_24h_pct",
    "24-hour percentage change|24-hour percent change|percentage change over 24 hours|daily percentage change",
  ],
  ["change_7d", "7-day change|7d change|weekly change|week's change"],
  ["change_7d_pct", "7-day percentage change|7-day percent change|weekly percentage change"],
  ["high_7d", "week's high|weekly high|high of the week"],
  ["low_7d", "7d low|week's low|weekly low|low of the week"],
  [
    "change_1h",
    "1-hour change|1h change|one-hour change|hourly change|change over one hour|change in the last hour|last hour's change",
  ],
  [
    "change_1h_pct",
    "1-hour percentage change|1-hour percent change|one-hour percentage change|hourly percentage change|percentage change over 1 hour",
  ],
  [
    "sma_20",
    "20-candle moving average|20-candle simple moving average|20-candle sma|20-period average|20-period moving average|20-period simple moving average|20-period sma|sma20",
  ],
  [
    "sma_50",
    "50-candle moving average|50-candle simple moving average|50-candle sma|50-period average|50-period moving average|50-period simple moving average|50-period sma|sma50",
  ],
  [
    "bollinger_20_upper",
    "upper 20-candle band|upper 20-period band|upper 20-period bollinger band|20-candle upper band|20-candle upper bollinger band|20-period upper band|20-period upper bollinger band",
  ],
  [
    "bollinger_20_lower",
    "lower 20-candle band|lower 20-period band|lower 20-period bollinger band|20-candle lower band|20-candle lower bollinger band|20-period lower band|20-period lower bollinger band",
  ],
  [
    "bollinger_20_width_pct",
    "20-candle band width|20-candle bollinger bandwidth|20-period band width|20-period bollinger band width|20-period bollinger bandwidth",
  ],
  ["atr", "average true range|14-candle atr|14-period atr"],
  ["atr_pct", "average true range in percent|atr percentage|atr as a percentage|atr in percent of the last close"],
  ["macd", "macd line|macd value|moving average convergence divergence"],
  ["macd_signal", "macd signal|signal line of the macd|signal line"],
  ["macd_histogram", "histogram of the macd|histogram"],
  ["adx", "average directional index|14-candle adx|14-period adx"],
  [
    "vwap_24h",
    "vwap|24h vwap|volume-weighted average price|24-hour volume-weighted average price|volume weighted average price",
  ],
  [
    "volume_24h",
    "24h volume|24-hour trading volume|volume over 24 hours|volume of 24 hours|volume of the last 24 hours|daily volume|day's volume|volume of the day",
  ],
  [
    "volume_avg",
    "average volume per candle|average volume of a candle|average candle volume|mean volume|mean volume per candle",
  ],
  [
    "realized_volatility",
    "realised volatility|historical volatility|realized daily volatility|realised daily volatility",
  ],
  ["pivot", "pivot point|daily pivot|daily pivot point|classic pivot|central pivot"],
  ["pivot_r1", "r1|r1 pivot|r1 level|r1 pivot level|pivot level r1"],
  ["pivot_s1", "s1|s1 pivot|s1 level|s1 pivot level|pivot level s1"],
  ["pivot_r2", "r2|r2 pivot|r2 level|r2 pivot level|pivot level r2"],
  ["pivot_s2", "s2|s2 pivot|s2 level|s2 pivot level|pivot level s2"],
];

/** Nine days of hours that swing and fall, so that no two figures are alike and none is 0. */
const hours = 9 * 24;
const end = 1_700_006_400 + 26 * 3_600;
const closes = Array.from({ length: hours }, (_, index) => 50_000 + 900 * Math.sin(index / 5) - index * 20);
const candles = candlesOf(closes).map((candle, index) => ({ ...candle, start: end - (hours - index) * 3_600 }));
const context = { asOf: end, granularity: "ONE_HOUR", expectedCount: hours } as const;
const features = computeFeatures(candles, { ...context, figures: catalogue.map(({ name }) => name) });
const figures = prepareFigures("BTC-USD", features);
/** Where only these are known, "the moving average" and "the upper band" are open to no other reading. */
const usual = new Set<string>(defaultFigures);
const usualFigures = prepareFigures("BTC-USD", computeFeatures(candles, context));

describe("what writers call a figure", () => {
  it.each(words)("is read as it: %s", (name, phrases) => {
    const value = Number(formatFigures(features)[name]);
    const unit = figureOf(name).unit === "percent" ? " %" : "";
    const said = phrases.split("|").map((phrase) => {
      const [right, wrong] = [value, value * 1.5].map(
        (each) =>
          judgeSentence(`The ${phrase} is ${each.toFixed(2)}${unit}.`, usual.has(name) ? usualFigures : figures)
            .verdict,
      );
      return [phrase, right, wrong];
    });
    expect(value).not.toBe(0);
    expect(said).toEqual(phrases.split("|").map((phrase) => [phrase, "true", "false"]));
  });
});
