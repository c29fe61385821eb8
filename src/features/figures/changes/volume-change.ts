import { defineFigure } from "../../figure.ts";

/** Last volume minus the volume before it. */
export const volumeChange = defineFigure({
  name: "volume_change",
  label: "volume change of the last candle",
  aliases: [
    "volume change",
    "volume shift",
    "change in volume",
    "shift in volume",
    "change of volume",
    "volume_change",
  ],
  unit: "base",
  kind: { is: "change", of: "volume" },
  span: "last_candle",
  needs: 2,
  compute: ({ last, beforeLast }) => last.volume - beforeLast.volume,
  source: "The difference of two consecutive volumes",
});
