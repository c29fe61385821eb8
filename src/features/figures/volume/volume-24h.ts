import { defineFigure } from "../../figure.ts";
import { dayHours } from "../../series.ts";
import { volumesOf } from "../../walks/volume-pass.ts";

/** Sum of the volumes of the last 24 hours. */
export const volume24h = defineFigure({
  name: "volume_24h",
  label: "24-hour volume",
  aliases: [
    "24h volume",
    "24-hour trading volume",
    "volume over 24 hours",
    "volume of 24 hours",
    "volume of the last 24 hours",
    "daily volume",
    "day's volume",
    "volume of the day",
  ],
  unit: "base",
  kind: { is: "count" },
  span: { hours: dayHours },
  needs: 1,
  compute: (series) => (series.day === null ? null : volumesOf(series, series.day.candles).volume),
  source: "The sum of the volumes: TA-Lib SUM",
});
