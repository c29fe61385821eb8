import { defineFigure } from "../../figure.ts";
import { directionCandles, rangePeriod, rangesOf } from "../../walks/range-pass.ts";

/** Wilder's average directional index, period 14, 0 to 100: how strongly the price moves one way, whichever that is. */
export const adx = defineFigure({
  name: "adx",
  label: "ADX",
  aliases: ["average directional index", "average directional index (adx)", "14-candle adx", "14-period adx", "adx 14"],
  unit: "points",
  kind: {
    is: "width",
    zones: [
      { name: "strong", from: 25 },
      { name: "weak", below: 20 },
    ],
    between: "moderate",
  },
  span: { candles: rangePeriod },
  needs: directionCandles,
  compute: (series) => rangesOf(series).directionIndex,
  source:
    "Wilder, New Concepts in Technical Trading Systems (1978), section IV; TradingView ta.dmi, 14 and 14; zones: the common reading, weak below 20 and strong from 25 (TradingView, StockCharts)",
});
