import { describe, expect, it } from "vitest";
import {
  type CandleSeries,
  computeFeatures,
  type FeatureCandle,
  type FeatureContext,
} from "../../../src/features/index.ts";

const midnight = 1_700_006_400;
const yesterday = midnight - 86_400;
const noon = midnight + 43_200;
const pivots = ["pivot", "pivot_r1", "pivot_s1", "pivot_r2", "pivot_s2"] as const;

/** Candles of `seconds` each from one time up to another. Those of yesterday reach from 90 to 120 and close at 105. */
function candles(from: number, to: number, seconds: number): FeatureCandle[] {
  return Array.from({ length: (to - from) / seconds }, (_, index) => {
    const start = from + index * seconds;
    const isYesterday = start >= yesterday && start < midnight;
    const [high, low] = isYesterday ? [120, 90] : [1_000, 1];
    return { start, open: 100, high, low, close: 105, volume: 1 };
  });
}

function pivotOf(known: readonly FeatureCandle[], given: Partial<FeatureContext> = {}): number | null {
  const context = { asOf: noon, granularity: "FIVE_MINUTE", expectedCount: 288, ...given };
  return computeFeatures(known, { ...context, figures: ["pivot"] }).pivot;
}

function hourly(from: number, to: number): CandleSeries {
  return { candles: candles(from, to, 3_600), granularity: "ONE_HOUR" };
}

describe("a figure of the previous UTC day", () => {
  it("is made of that day's candles alone", () => {
    const known = candles(yesterday - 86_400, noon, 300);
    const context = { asOf: noon, granularity: "FIVE_MINUTE", expectedCount: 576, figures: pivots };
    expect(computeFeatures(known, context)).toMatchObject({
      pivot: 105,
      pivot_r1: 120,
      pivot_s1: 90,
      pivot_r2: 135,
      pivot_s2: 75,
    });
  });

  it("is made of the day of the market, where recorded candles were moved in time", () => {
    const moved = 5 * 3_600 + 300;
    const known = candles(yesterday - 86_400, noon, 300).map((candle) => ({ ...candle, start: candle.start + moved }));
    expect(pivotOf(known, { asOf: noon + moved, expectedCount: 576, dayBeginSeconds: moved })).toBe(105);
    expect(pivotOf(known, { asOf: noon + moved, expectedCount: 576 })).not.toBe(105);
  });

  it("is made of candles from before the window where the window is shorter", () => {
    expect(pivotOf(candles(yesterday, noon, 300), { expectedCount: 12 })).toBe(105);
  });

  it.each([
    { what: "begins 72 minutes late", from: yesterday + 4_200, to: noon, wanted: 105 },
    { what: "begins more than 72 minutes late", from: yesterday + 4_500, to: noon, wanted: null },
    { what: "holds the window's 24 hours alone", from: noon - 86_400, to: noon, wanted: null },
  ])("is $wanted where the series $what", ({ from, to, wanted }) => {
    expect(pivotOf(candles(from, to, 300))).toBe(wanted);
  });

  it("counts as covered over a gap where an earlier candle is known", () => {
    const [earlier] = candles(yesterday - 300, yesterday, 300);
    const late = candles(yesterday + 7_200, noon, 300);
    expect([pivotOf(late), earlier === undefined ? null : pivotOf([earlier, ...late])]).toEqual([null, 105]);
  });

  it("is that of the day that has just ended at midnight, and of the one before a moment earlier", () => {
    const day = candles(yesterday, midnight, 300);
    expect([pivotOf(day, { asOf: midnight }), pivotOf(day, { asOf: midnight - 300 })]).toEqual([105, null]);
  });

  it.each([
    { what: "72 minutes before its end", lacking: 4_200, wanted: 105 },
    { what: "earlier", lacking: 4_500, wanted: null },
  ])("is $wanted where the series ends $what, and no later candle is known", ({ lacking, wanted }) => {
    expect(pivotOf(candles(yesterday, midnight - lacking, 300), { asOf: midnight })).toBe(wanted);
  });

  it("is made of a further series where the window's own does not cover it", () => {
    const short = candles(noon - 86_400, noon, 300);
    expect(pivotOf(short, { previousDay: hourly(yesterday - 6 * 86_400, noon) })).toBe(105);
    expect(
      pivotOf(short, { previousDay: { candles: candles(yesterday, midnight, 86_400), granularity: "ONE_DAY" } }),
    ).toBe(105);
    expect(pivotOf(short, { previousDay: hourly(yesterday + 7_200, noon) })).toBeNull();
    expect(pivotOf(short, { previousDay: hourly(yesterday, midnight - 7_200) })).toBeNull();
    expect(pivotOf(short, { previousDay: hourly(midnight, noon) })).toBeNull();
  });

  it("prefers the window's own series", () => {
    const other = hourly(yesterday, noon);
    const odd = { ...other, candles: other.candles.map((candle) => ({ ...candle, high: 500 })) };
    expect(pivotOf(candles(yesterday, noon, 300), { previousDay: odd })).toBe(105);
  });

  it("is null without candles, and beside it a further series changes no figure", () => {
    expect(pivotOf([], { previousDay: { candles: [], granularity: "ONE_HOUR" } })).toBeNull();
    const known = candles(noon - 86_400, noon, 300);
    const context = { asOf: noon, granularity: "FIVE_MINUTE", expectedCount: 288 };
    expect(computeFeatures(known, { ...context, previousDay: hourly(yesterday, noon) })).toEqual(
      computeFeatures(known, context),
    );
  });
});
