import { defineFigure } from "../../figure.ts";
import { pivotsOf } from "../../walks/pivot-points.ts";

/** Mean of high, low and close of the previous UTC day. */
export const pivot = defineFigure({
  name: "pivot",
  label: "pivot",
  aliases: ["pivot point", "daily pivot", "daily pivot point", "classic pivot", "central pivot"],
  unit: "quote",
  kind: { is: "level", role: "pivot" },
  span: "previous_day",
  needs: 1,
  compute: (series) => pivotsOf(series)?.pivot ?? null,
  source: "Classic (floor) pivot points: TradingView Pivot Points Standard, Traditional, daily",
});
