import { defineFigure } from "../../figure.ts";
import { rsiPeriod } from "../../walks/window-pass.ts";

/** Wilder's relative strength index, period 14, 0 to 100. Only rises give 100, only falls 0, no changes 50. */
export const rsi = defineFigure({
  name: "rsi",
  label: "RSI",
  aliases: [
    "relative strength index",
    "relative strength",
    "relative strength index (rsi)",
    "rsi reading",
    "rsi value",
    "14-period rsi",
    "rsi 14",
  ],
  unit: "points",
  kind: {
    is: "oscillator",
    min: 0,
    max: 100,
    middle: 50,
    zones: [
      { name: "overbought", from: 70 },
      { name: "oversold", to: 30 },
    ],
    between: "neutral",
  },
  span: { candles: rsiPeriod },
  needs: rsiPeriod + 1,
  compute: ({ pass }) => pass.rsi,
  source: "Wilder, New Concepts in Technical Trading Systems (1978), section VI; TA-Lib RSI",
});
