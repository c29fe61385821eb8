import { defineFigure } from "../../figure.ts";

/** `change_1h` in percent of that open. */
export const change1hPct = defineFigure({
  name: "change_1h_pct",
  label: "change over 1 hour in percent",
  aliases: [
    "1-hour percentage change",
    "1-hour percent change",
    "one-hour percentage change",
    "hourly percentage change",
    "percentage change over 1 hour",
  ],
  unit: "percent",
  kind: { is: "change", of: "price" },
  span: { hours: 1 },
  needs: 1,
  compute: (series) => series.over(1)?.changePercent ?? null,
  source: "TA-Lib ROC of last close and first open",
});
