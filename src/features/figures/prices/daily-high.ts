import { defineFigure } from "../../figure.ts";

/** Highest high of the last 24 hours. */
export const dailyHigh = defineFigure({
  name: "daily_high",
  label: "day's high",
  aliases: ["daily high", "today's high", "24-hour high", "24h high", "high of the day", "intraday high", "day high"],
  unit: "quote",
  kind: { is: "level", role: "edge", of: "day's range", side: "high", traded: true },
  span: { hours: 24 },
  needs: 1,
  compute: ({ day }) => day?.pass.high ?? null,
  source: "TA-Lib MAX of the highs",
});
