import { defineFigure } from "../../figure.ts";
import { pivotsOf } from "../../walks/pivot-points.ts";

/** `pivot` plus the previous UTC day's range. */
export const pivotR2 = defineFigure({
  name: "pivot_r2",
  label: "pivot R2",
  aliases: ["r2", "r2 pivot", "r2 level", "r2 pivot level", "pivot level r2"],
  unit: "quote",
  kind: { is: "level", role: "pivot" },
  span: "previous_day",
  needs: 1,
  compute: (series) => pivotsOf(series)?.r2 ?? null,
  source: "Classic (floor) pivot points: TradingView Pivot Points Standard, Traditional, daily",
});
