import { defineFigure } from "../../figure.ts";

/** Close of the newest candle. */
export const lastClose = defineFigure({
  name: "last_close",
  label: "last close",
  aliases: [
    "close",
    "closing price",
    "last closing price",
    "latest close",
    "most recent close",
    "price",
    "last price",
    "last_close",
  ],
  unit: "quote",
  kind: { is: "level", role: "close", traded: true },
  span: "last_candle",
  needs: 1,
  compute: ({ last }) => last.close,
  source: "The newest candle's close",
});
