import { defineFigure } from "../../figure.ts";

/** Lowest low of the last 24 hours. */
export const dailyLow = defineFigure({
  name: "daily_low",
  label: "day's low",
  aliases: ["daily low", "today's low", "24-hour low", "24h low", "low of the day", "intraday low", "day low"],
  unit: "quote",
  kind: { is: "level", role: "edge", of: "day's range", side: "low", traded: true },
  span: { hours: 24 },
  needs: 1,
  compute: ({ day }) => day?.pass.low ?? null,
  source: "TA-Lib MIN of the lows",
});
