import { defineFigure } from "../../figure.ts";
import { pivotsOf } from "../../walks/pivot-points.ts";

/** Twice `pivot` minus the previous UTC day's high. */
export const pivotS1 = defineFigure({
  name: "pivot_s1",
  label: "pivot S1",
  aliases: ["s1", "s1 pivot", "s1 level", "s1 pivot level", "pivot level s1"],
  unit: "quote",
  kind: { is: "level", role: "pivot" },
  span: "previous_day",
  needs: 1,
  compute: (series) => pivotsOf(series)?.s1 ?? null,
  source: "Classic (floor) pivot points: TradingView Pivot Points Standard, Traditional, daily",
});
