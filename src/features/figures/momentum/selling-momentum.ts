import { defineFigure } from "../../figure.ts";

/** Sum of the falls between consecutive closes of the last 24 hours, as a positive number. */
export const sellingMomentum = defineFigure({
  name: "selling_momentum",
  label: "selling momentum",
  aliases: ["sell momentum", "selling pressure", "sellers' momentum", "selling_momentum"],
  unit: "quote",
  kind: { is: "sum", against: "buying_momentum", means: "down" },
  span: { hours: 24 },
  needs: 2,
  compute: ({ day }) => (day === null || day.candles.length < 2 ? null : day.pass.falls),
  source: "The sum of the losses that Wilder's RSI averages",
});
