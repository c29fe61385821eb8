import { defineFigure } from "../../figure.ts";

/** Last close minus the first open of the last 24 hours. */
export const change24h = defineFigure({
  name: "change_24h",
  label: "change over 24 hours",
  aliases: [
    "24-hour change",
    "24h change",
    "change in 24 hours",
    "change of 24 hours",
    "daily change",
    "day's change",
    "24-hour price change",
    "net change over 24 hours",
    "change_24h",
  ],
  unit: "quote",
  kind: { is: "change", of: "price" },
  span: { hours: 24 },
  needs: 1,
  compute: ({ day }) => day?.change ?? null,
  source: "The difference of last close and first open",
});
