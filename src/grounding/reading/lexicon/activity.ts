import { type Entry, volumeItself } from "../meanings.ts";

/** What trading is called where its volume or its price is meant. */
export const activity: readonly Entry[] = [
  [
    "trading activity|market activity|activity|participation|market participation|trading interest",
    "figure",
    { names: volumeItself, pair: null, group: null },
  ],
  ["price action", "figure", { names: ["last_close"], pair: null, group: null }],
];
