import { defineFigure } from "../../figure.ts";
import { rangePeriod, rangesOf } from "../../walks/range-pass.ts";

/** `atr` in percent of the last close. */
export const atrPct = defineFigure({
  name: "atr_pct",
  label: "ATR in percent",
  aliases: [
    "average true range in percent",
    "atr percentage",
    "atr as a percentage",
    "atr in percent of the last close",
  ],
  unit: "percent",
  kind: { is: "width", percentOf: "atr" },
  span: { candles: rangePeriod },
  needs: rangePeriod + 1,
  compute: (series) => (series.last.close === 0 ? null : (rangesOf(series).averageRange / series.last.close) * 100),
  source: "TA-Lib NATR, period 14",
});
