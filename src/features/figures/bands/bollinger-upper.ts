import { defineFigure } from "../../figure.ts";
import { averagePeriod } from "../../walks/last-closes.ts";

/** `rolling_avg` plus 2 population standard deviations of the last 5 closes. */
export const bollingerUpper = defineFigure({
  name: "bollinger_upper",
  label: "upper Bollinger Band",
  aliases: ["upper band", "upper bollinger", "bollinger upper band", "bollinger upper"],
  unit: "quote",
  kind: { is: "level", role: "edge", of: "Bollinger Bands", side: "high" },
  span: { candles: averagePeriod },
  needs: averagePeriod,
  compute: ({ lastFive }) => lastFive.upperBand,
  source: "Bollinger's rules, https://www.bollingerbands.com/bollinger-band-rules; TA-Lib BBANDS, period 5",
});
