import { describe, expect, it } from "vitest";
import type { FeatureCandle, Figure } from "../../src/features/index.ts";
import { figuresOfDay } from "./support/candle-samples.ts";
import { figureDifferences } from "./support/figure-differences.ts";
import { figureNames } from "./support/figure-samples.ts";
import vectors from "./golden-vectors.json" with { type: "json" };

/** A row of the vectors: start, open, high, low, close, volume. */
function toCandle([start, open, high, low, close, volume]: readonly string[]): FeatureCandle {
  return {
    start: Number(start),
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
    volume: Number(volume),
  };
}

function toFigure(text: string | null): Figure {
  return text === null ? null : Number(text);
}

const windows = vectors.flatMap(({ market, candles, windows: ends }) =>
  ends.map(({ count, figures }) => ({ market, count, candles: candles.slice(0, count).map(toCandle), figures })),
);

/**
 * `golden-vectors.py` works the vectors out in exact fractions, from the formulas, and uses nothing of this service. It
 * holds the formulas, and says how to make the vectors again.
 *
 * @see https://github.com/TA-Lib/ta-lib/tree/main/src/ta_func TA-Lib's SMA, EMA, RSI and BBANDS
 * @see https://www.tradingview.com/pine-script-reference/v6/ TradingView's ta.sma, ta.ema, ta.rsi and ta.bb
 */
describe("computeFeatures, against the golden vectors", () => {
  it.each(windows)("gives the figures of the first $count candles in $market", ({ count, candles, figures: texts }) => {
    const figures = figuresOfDay(candles);
    expect(Object.keys(texts)).toEqual(figureNames);
    const wanted = {
      rolling_avg: toFigure(texts.rolling_avg),
      ema: toFigure(texts.ema),
      rsi: toFigure(texts.rsi),
      bollinger_upper: toFigure(texts.bollinger_upper),
      bollinger_lower: toFigure(texts.bollinger_lower),
      price_change: toFigure(texts.price_change),
      volume_change: toFigure(texts.volume_change),
      daily_high: toFigure(texts.daily_high),
      daily_low: toFigure(texts.daily_low),
      buying_momentum: toFigure(texts.buying_momentum),
      selling_momentum: toFigure(texts.selling_momentum),
      last_close: toFigure(texts.last_close),
      change_24h: toFigure(texts.change_24h),
      change_24h_pct: toFigure(texts.change_24h_pct),
    };
    // Of each figure itself, not of the prices that it is made from.
    const differences = figureDifferences(figures, wanted, (name) => 1e-9 * Math.abs(wanted[name] ?? 0));
    expect(differences).toEqual([]);
    expect(figures.candle_count).toBe(count);
  });
});
