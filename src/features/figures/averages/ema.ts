import { defineFigure } from "../../figure.ts";
import { averagePeriod } from "../../walks/last-closes.ts";

/** Exponential moving average, period 5, alpha = 2/6, seeded with the mean of the first 5 closes. */
export const ema = defineFigure({
  name: "ema",
  label: "EMA",
  aliases: [
    "exponential moving average",
    "exponential average",
    "5-candle ema",
    "5-period ema",
    "ema 5",
    "exponential moving average (ema)",
  ],
  unit: "quote",
  kind: { is: "level", role: "average" },
  span: { candles: averagePeriod },
  needs: averagePeriod,
  compute: ({ pass }) => pass.ema,
  source: "TA-Lib EMA, period 5",
});
