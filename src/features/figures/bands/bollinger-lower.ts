import { defineFigure } from "../../figure.ts";
import { averagePeriod } from "../../walks/last-closes.ts";

/** `rolling_avg` minus 2 population standard deviations of the last 5 closes. */
export const bollingerLower = defineFigure({
  name: "bollinger_lower",
  label: "lower Bollinger Band",
  aliases: ["lower band", "lower bollinger", "bollinger lower band", "bollinger lower"],
  unit: "quote",
  kind: { is: "level", role: "edge", of: "Bollinger Bands", side: "low" },
  span: { candles: averagePeriod },
  needs: averagePeriod,
  compute: ({ lastFive }) => lastFive.lowerBand,
  source: "Bollinger's rules, https://www.bollingerbands.com/bollinger-band-rules; TA-Lib BBANDS, period 5",
});
