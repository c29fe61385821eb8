import { defineFigure } from "../../figure.ts";
import { rangePeriod, rangesOf } from "../../walks/range-pass.ts";

/** Wilder's average true range, period 14: how far the price reaches in a candle, gaps included. */
export const atr = defineFigure({
  name: "atr",
  label: "ATR",
  aliases: ["average true range", "average true range (atr)", "14-candle atr", "14-period atr", "atr 14"],
  unit: "quote",
  kind: { is: "width" },
  span: { candles: rangePeriod },
  needs: rangePeriod + 1,
  compute: (series) => rangesOf(series).averageRange,
  source: "Wilder, New Concepts in Technical Trading Systems (1978), section III; TA-Lib ATR, period 14",
});
