import { describe, expect, it } from "vitest";
import type { Features } from "../../../src/features/index.ts";
import { checkTrend } from "../../../src/grounding/claims/check-trend.ts";
import { noFigures } from "../../features/figure-samples.ts";
import { kindsOf } from "./violations-of.ts";

type Case = readonly [text: string, figures: Partial<Features>];

const truths: readonly Case[] = [
  ["BTC is in an uptrend", { change_24h: 5 }],
  ["It shows bullish signs", {}],
  ["It is not bearish at all", {}],
  ["A rally may follow", {}],
  ["A 24-hour downtrend shows", {}],
  ["It is bearish over the past 24 hours", {}],
  ["Nothing is said", {}],
  ["Less bearish signs", {}],
  ["It is bearish", { rsi: 40 }],
  ["A clear downtrend", { last_close: 1, rsi: 20, price_change: -1, selling_momentum: 2_000 }],
  ["It is not bullish", noFigures],
  ["It could be bullish", noFigures],
];

const untruths: readonly Case[] = [
  ["BTC is in a strong downtrend", {}],
  ["A 24-hour uptrend shows", {}],
  ["It is bullish over the past 24 hours", {}],
  ["It is bullish", noFigures],
  ["It is in an uptrend", noFigures],
  ["It is bullish", { last_close: 1, rsi: 20, price_change: -1, buying_momentum: 0, ema: 49_000 }],
  ["It is bearish", { change_24h: 5 }],
  ["It is in a downtrend", { change_24h: 5, rsi: 40 }],
];

describe("checkTrend", () => {
  it.each(truths)("passes %j with %j", (text, figures) => {
    expect(kindsOf(checkTrend, text, figures)).toEqual([]);
  });

  it.each(untruths)("refuses %j with %j", (text, figures) => {
    expect(kindsOf(checkTrend, text, figures)).toContain("false_claim");
  });
});
