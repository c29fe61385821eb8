import { defineFigure } from "../../figure.ts";
import { dayHours } from "../../series.ts";
import { volumesOf } from "../../walks/volume-pass.ts";

/** Mean of the typical prices (high, low and close by thirds) of the last 24 hours, weighted by volume. */
export const vwap24h = defineFigure({
  name: "vwap_24h",
  label: "24-hour VWAP",
  aliases: [
    "vwap",
    "24h vwap",
    "volume-weighted average price",
    "24-hour volume-weighted average price",
    "volume weighted average price",
    "volume-weighted average price (vwap)",
  ],
  unit: "quote",
  kind: { is: "level", role: "average" },
  span: { hours: dayHours },
  needs: 1,
  compute: (series) => (series.day === null ? null : volumesOf(series, series.day.candles).averagePrice),
  source: "TradingView VWAP, source hlc3, over 24 hours",
});
