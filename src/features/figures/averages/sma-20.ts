import { defineFigure } from "../../figure.ts";
import { longPeriod } from "../../walks/last-closes.ts";
import { last20 } from "../../walks/last-twenty.ts";

/** Mean of the last 20 closes. */
export const sma20 = defineFigure({
  name: "sma_20",
  label: "20-candle average",
  aliases: [
    "20-candle moving average",
    "20-candle simple moving average",
    "20-candle sma",
    "20-period average",
    "20-period moving average",
    "20-period simple moving average",
    "20-period sma",
    "sma 20",
    "sma20",
  ],
  unit: "quote",
  kind: { is: "level", role: "average" },
  span: { candles: longPeriod },
  needs: longPeriod,
  compute: (series) => last20(series).average,
  source: "TA-Lib SMA, period 20",
});
