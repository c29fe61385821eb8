import { defineFigure } from "../../figure.ts";
import { deviationOfReturns } from "../../walks/log-returns.ts";

/** Sample standard deviation (n - 1) of the logarithmic returns of the window, as that of a day, in percent. A return over a gap counts as one. */
export const realizedVolatility = defineFigure({
  name: "realized_volatility",
  label: "realized volatility",
  aliases: [
    "realised volatility",
    "historical volatility",
    "realized daily volatility",
    "realised daily volatility",
    "daily realized volatility",
    "daily realised volatility",
    "daily volatility",
    "volatility",
  ],
  unit: "percent",
  kind: { is: "width", per: "day" },
  span: "window",
  needs: 20,
  compute: ({ window, intervalsOfDay }) => {
    if (intervalsOfDay === null) return null;
    const percent = deviationOfReturns(window) * Math.sqrt(intervalsOfDay) * 100;
    return Number.isFinite(percent) ? percent : null;
  },
  source: "The sample deviation of log returns: TradingView's Historical Volatility, of the window, per day",
});
