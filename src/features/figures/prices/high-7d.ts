import { defineFigure } from "../../figure.ts";
import { weekHours } from "../../series.ts";

/** Highest high of the last 7 days. */
export const high7d = defineFigure({
  name: "high_7d",
  label: "7-day high",
  aliases: ["7d high", "week's high", "weekly high", "high of the week", "high_7d"],
  unit: "quote",
  kind: { is: "level", role: "edge", of: "7-day range", side: "high", traded: true },
  span: { hours: weekHours },
  needs: 1,
  compute: (series) => series.over(weekHours)?.pass.high ?? null,
  source: "TA-Lib MAX of the highs",
});
