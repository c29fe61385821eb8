import { defineFigure } from "../../figure.ts";
import { longPeriod } from "../../walks/last-closes.ts";
import { last20 } from "../../walks/last-twenty.ts";

/** `sma_20` minus 2 population standard deviations of the last 20 closes. */
export const bollinger20Lower = defineFigure({
  name: "bollinger_20_lower",
  label: "lower 20-candle Bollinger Band",
  aliases: [
    "lower 20-candle band",
    "lower 20-period band",
    "lower 20-period bollinger band",
    "20-candle lower band",
    "20-candle lower bollinger band",
    "20-period lower band",
    "20-period lower bollinger band",
  ],
  unit: "quote",
  kind: { is: "level", role: "edge", of: "20-candle Bollinger Bands", side: "low" },
  span: { candles: longPeriod },
  needs: longPeriod,
  compute: (series) => last20(series).lowerBand,
  source: "Bollinger's rules, https://www.bollingerbands.com/bollinger-band-rules; TA-Lib BBANDS, period 20",
});
