import { defineFigure } from "../../figure.ts";
import { macdCandles, macdOf } from "../../walks/macd-pass.ts";

/** The exponential average of the last 9 values of `macd`, which is held against it. */
export const macdSignal = defineFigure({
  name: "macd_signal",
  label: "MACD signal line",
  aliases: ["macd signal", "signal line of the macd", "signal line"],
  unit: "quote",
  kind: { is: "zero_line", signalOf: "macd" },
  span: { candles: 26 },
  needs: macdCandles,
  compute: (series) => macdOf(series).signal,
  source: "TA-Lib MACD, 12, 26 and 9",
});
