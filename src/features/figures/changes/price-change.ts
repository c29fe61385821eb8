import { defineFigure } from "../../figure.ts";

/** Last close minus the close before it. */
export const priceChange = defineFigure({
  name: "price_change",
  label: "price change of the last candle",
  aliases: [
    "price change",
    "last price change",
    "latest price change",
    "recent price change",
    "last candle's change",
    "last candle's price change",
    "price_change",
  ],
  unit: "quote",
  kind: { is: "change", of: "price" },
  span: "last_candle",
  needs: 2,
  compute: ({ last, beforeLast }) => last.close - beforeLast.close,
  source: "The difference of two consecutive closes: TA-Lib MOM, period 1",
});
