import { defineFigure } from "../../figure.ts";
import { longPeriod } from "../../walks/last-closes.ts";
import { last20 } from "../../walks/last-twenty.ts";

/** `sma_20` plus 2 population standard deviations of the last 20 closes. */
export const bollinger20Upper = defineFigure({
  name: "bollinger_20_upper",
  label: "upper 20-candle Bollinger Band",
  aliases: [
    "upper 20-candle band",
    "upper 20-period band",
    "upper 20-period bollinger band",
    "20-candle upper band",
    "20-candle upper bollinger band",
    "20-period upper band",
    "20-period upper bollinger band",
  ],
  unit: "quote",
  kind: { is: "level", role: "edge", of: "20-candle Bollinger Bands", side: "high" },
  span: { candles: longPeriod },
  needs: longPeriod,
  compute: (series) => last20(series).upperBand,
  source: "Bollinger's rules, https://www.bollingerbands.com/bollinger-band-rules; TA-Lib BBANDS, period 20",
});
