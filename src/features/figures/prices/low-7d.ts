import { defineFigure } from "../../figure.ts";
import { weekHours } from "../../series.ts";

/** Lowest low of the last 7 days. */
export const low7d = defineFigure({
  name: "low_7d",
  label: "7-day low",
  aliases: ["7d low", "week's low", "weekly low", "low of the week", "low_7d"],
  unit: "quote",
  kind: { is: "level", role: "edge", of: "7-day range", side: "low", traded: true },
  span: { hours: weekHours },
  needs: 1,
  compute: (series) => series.over(weekHours)?.pass.low ?? null,
  source: "TA-Lib MIN of the lows",
});
