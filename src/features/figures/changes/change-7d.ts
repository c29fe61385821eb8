import { defineFigure } from "../../figure.ts";
import { weekHours } from "../../series.ts";

/** Last close minus the first open of the last 7 days. */
export const change7d = defineFigure({
  name: "change_7d",
  label: "change over 7 days",
  aliases: ["7-day change", "7d change", "weekly change", "week's change", "change_7d"],
  unit: "quote",
  kind: { is: "change", of: "price" },
  span: { hours: weekHours },
  needs: 1,
  compute: (series) => series.over(weekHours)?.change ?? null,
  source: "The difference of last close and first open",
});
