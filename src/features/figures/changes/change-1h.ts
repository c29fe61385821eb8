import { defineFigure } from "../../figure.ts";

/** Last close minus the first open of the last hour. */
export const change1h = defineFigure({
  name: "change_1h",
  label: "change over 1 hour",
  aliases: [
    "1-hour change",
    "1h change",
    "one-hour change",
    "hourly change",
    "change over one hour",
    "change in the last hour",
    "last hour's change",
  ],
  unit: "quote",
  kind: { is: "change", of: "price" },
  span: { hours: 1 },
  needs: 1,
  compute: (series) => series.over(1)?.change ?? null,
  source: "The difference of last close and first open",
});
