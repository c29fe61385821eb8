import { defineFigure } from "../../figure.ts";
import { pivotsOf } from "../../walks/pivot-points.ts";

/** Twice `pivot` minus the previous UTC day's low. */
export const pivotR1 = defineFigure({
  name: "pivot_r1",
  label: "pivot R1",
  aliases: ["r1", "r1 pivot", "r1 level", "r1 pivot level", "pivot level r1"],
  unit: "quote",
  kind: { is: "level", role: "pivot" },
  span: "previous_day",
  needs: 1,
  compute: (series) => pivotsOf(series)?.r1 ?? null,
  source: "Classic (floor) pivot points: TradingView Pivot Points Standard, Traditional, daily",
});
