import { defineFigure } from "../../figure.ts";
import { lastCloses } from "../../walks/last-closes.ts";

/** Mean of the last 50 closes. */
export const sma50 = defineFigure({
  name: "sma_50",
  label: "50-candle average",
  aliases: [
    "50-candle moving average",
    "50-candle simple moving average",
    "50-candle sma",
    "50-period average",
    "50-period moving average",
    "50-period simple moving average",
    "50-period sma",
    "sma 50",
    "sma50",
  ],
  unit: "quote",
  kind: { is: "level", role: "average" },
  span: { candles: 50 },
  needs: 50,
  compute: ({ window, last }) => lastCloses(window, last.close, 50).average,
  source: "TA-Lib SMA, period 50",
});
