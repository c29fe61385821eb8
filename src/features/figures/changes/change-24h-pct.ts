import { defineFigure } from "../../figure.ts";

/** `change_24h` in percent of that open. */
export const change24hPct = defineFigure({
  name: "change_24h_pct",
  label: "change over 24 hours in percent",
  aliases: [
    "24-hour percentage change",
    "24-hour percent change",
    "percentage change over 24 hours",
    "daily percentage change",
    "change_24h_pct",
  ],
  unit: "percent",
  kind: { is: "change", of: "price" },
  span: { hours: 24 },
  needs: 1,
  compute: ({ day }) => day?.changePercent ?? null,
  source: "TA-Lib ROC of last close and first open",
});
