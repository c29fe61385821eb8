import { defineFigure } from "../../figure.ts";
import { averagePeriod } from "../../walks/last-closes.ts";

/** Mean of the last 5 closes. */
export const rollingAvg = defineFigure({
  name: "rolling_avg",
  label: "5-candle average",
  aliases: [
    "rolling average",
    "rolling avg",
    "moving average",
    "simple moving average",
    "5-candle moving average",
    "5-candle rolling average",
    "5-period average",
    "5-period moving average",
    "5-period rolling average",
    "5-minute average",
    "5-minute rolling average",
    "5-minute moving average",
    "sma",
    "rolling_avg",
  ],
  unit: "quote",
  kind: { is: "level", role: "average" },
  span: { candles: averagePeriod },
  needs: averagePeriod,
  compute: ({ lastFive }) => lastFive.average,
  source: "Simple moving average: TA-Lib SMA, period 5",
});
