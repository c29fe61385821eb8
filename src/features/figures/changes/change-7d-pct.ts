import { defineFigure } from "../../figure.ts";
import { weekHours } from "../../series.ts";

/** `change_7d` in percent of that open. */
export const change7dPct = defineFigure({
  name: "change_7d_pct",
  label: "change over 7 days in percent",
  aliases: [
    "7-day percentage change",
    "7-day percent change",
    "percentage change over 7 days",
    "weekly percentage change",
    "change_7d_pct",
  ],
  unit: "percent",
  kind: { is: "change", of: "price" },
  span: { hours: weekHours },
  needs: 1,
  compute: (series) => series.over(weekHours)?.changePercent ?? null,
  source: "TA-Lib ROC of last close and first open",
});
