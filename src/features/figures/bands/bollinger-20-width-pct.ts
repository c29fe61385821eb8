import { defineFigure } from "../../figure.ts";
import { longPeriod } from "../../walks/last-closes.ts";
import { last20 } from "../../walks/last-twenty.ts";

/** The distance of the 20-candle Bollinger Bands in percent of the average between them. */
export const bollinger20WidthPct = defineFigure({
  name: "bollinger_20_width_pct",
  label: "20-candle Bollinger Band width",
  aliases: [
    "20-candle band width",
    "20-candle bollinger bandwidth",
    "20-period band width",
    "20-period bollinger band width",
    "20-period bollinger bandwidth",
  ],
  unit: "percent",
  kind: { is: "width", of: "20-candle Bollinger Bands" },
  span: { candles: longPeriod },
  needs: longPeriod,
  compute: (series) => {
    const { average, upperBand, lowerBand } = last20(series);
    return average === 0 ? null : ((upperBand - lowerBand) / average) * 100;
  },
  source: "TradingView Bollinger BandWidth, 20 and 2",
});
