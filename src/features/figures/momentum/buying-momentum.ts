import { defineFigure } from "../../figure.ts";

/** Sum of the rises between consecutive closes of the last 24 hours. */
export const buyingMomentum = defineFigure({
  name: "buying_momentum",
  label: "buying momentum",
  aliases: ["buy momentum", "buying pressure", "buyers' momentum", "buying_momentum"],
  unit: "quote",
  kind: { is: "sum", against: "selling_momentum", means: "up" },
  span: { hours: 24 },
  needs: 2,
  compute: ({ day }) => (day === null || day.candles.length < 2 ? null : day.pass.rises),
  source: "The sum of the gains that Wilder's RSI averages",
});
