import { defineFigure } from "../../figure.ts";
import { pivotsOf } from "../../walks/pivot-points.ts";

/** `pivot` minus the previous UTC day's range. */
export const pivotS2 = defineFigure({
  name: "pivot_s2",
  label: "pivot S2",
  aliases: ["s2", "s2 pivot", "s2 level", "s2 pivot level", "pivot level s2"],
  unit: "quote",
  kind: { is: "level", role: "pivot" },
  span: "previous_day",
  needs: 1,
  compute: (series) => pivotsOf(series)?.s2 ?? null,
  source: "Classic (floor) pivot points: TradingView Pivot Points Standard, Traditional, daily",
});
