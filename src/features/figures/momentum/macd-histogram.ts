import { defineFigure } from "../../figure.ts";
import { macdCandles, macdOf } from "../../walks/macd-pass.ts";

/** `macd` minus `macd_signal`. */
export const macdHistogram = defineFigure({
  name: "macd_histogram",
  label: "MACD histogram",
  aliases: ["histogram of the macd", "histogram"],
  unit: "quote",
  kind: { is: "zero_line" },
  span: { candles: 26 },
  needs: macdCandles,
  compute: (series) => macdOf(series).line - macdOf(series).signal,
  source: "TA-Lib MACD, 12, 26 and 9",
});
