import { describe, expect, it } from "vitest";
import type { Features } from "../../../src/features/index.ts";
import { checkPeriods } from "../../../src/grounding/claims/check-periods.ts";
import { kindsOf } from "./violations-of.ts";

type Case = readonly [text: string, figures: Partial<Features>];

const truths: readonly Case[] = [
  ["Over 24 hours", {}],
  ["The last 5 candles", {}],
  ["The 5-minute candle", {}],
  ["A 14-period RSI", {}],
  ["All 288 candles", {}],
  ["The next 3 days", {}],
  ["As of 2026-11-22 12:00 UTC", {}],
  ["On November 21", {}],
  ["In 2026", {}],
  ["At 11:55 UTC", {}],
  ["At 12 pm", {}],
  ["It is not an all-time high", {}],
  ["It fell this hour", { interval: "ONE_HOUR" }],
  ["Over the past week", { interval: "ONE_HOUR", expected_count: 168 }],
  ["At 24:00", { as_of: 1_795_305_600 }],
  ["200 of 288 candles", { candle_count: 200 }],
  ["Over 200 candles, or 1000 minutes", { candle_count: 200 }],
];

const untruths: readonly Case[] = [
  ["Over 48 hours", {}],
  ["The last 7 candles", {}],
  ["The 15 minutes and 90 minutes", {}],
  ["The last few hours", {}],
  ["As of 2026-11-23 12:00 UTC", {}],
  ["On November 25", {}],
  ["In 2025", {}],
  ["At 13:00 UTC", {}],
  ["At 3pm", {}],
  ["This week", {}],
  ["An all-time high", {}],
  ["Weekly gains", {}],
  ["Last 3 sessions", {}],
  ["It fell this week", { interval: "ONE_HOUR" }],
];

describe("checkPeriods", () => {
  it.each(truths)("passes %j with %j", (text, figures) => {
    expect(kindsOf(checkPeriods, text, figures)).toEqual([]);
  });

  it.each(untruths)("refuses %j with %j", (text, figures) => {
    expect(kindsOf(checkPeriods, text, figures)).toContain("wrong_period");
  });
});
