import { defineFigure } from "../../figure.ts";
import { volumesOf } from "../../walks/volume-pass.ts";

/** Mean volume of the window's candles; null where they do not cover 24 hours. */
export const volumeAvg = defineFigure({
  name: "volume_avg",
  label: "average volume",
  aliases: [
    "average volume per candle",
    "average volume of a candle",
    "average candle volume",
    "mean volume",
    "mean volume per candle",
  ],
  unit: "base",
  kind: { is: "count" },
  span: "window",
  needs: 1,
  compute: (series) => (series.day === null ? null : volumesOf(series, series.window).volume / series.window.length),
  source: "The mean of the volumes: TA-Lib SMA",
});
