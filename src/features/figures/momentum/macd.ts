import { defineFigure } from "../../figure.ts";
import { macdCandles, macdOf } from "../../walks/macd-pass.ts";

/** The exponential average of 12 closes minus that of 26. Both begin at the same candle. */
export const macd = defineFigure({
  name: "macd",
  label: "MACD",
  aliases: [
    "macd line",
    "macd value",
    "moving average convergence divergence",
    "moving average convergence divergence (macd)",
  ],
  unit: "quote",
  kind: { is: "zero_line" },
  span: { candles: 26 },
  needs: macdCandles,
  compute: (series) => macdOf(series).line,
  source: "TA-Lib MACD, 12, 26 and 9",
});
