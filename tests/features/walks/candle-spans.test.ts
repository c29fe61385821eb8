import { describe, expect, it } from "vitest";
import { computeFeatures, type FeatureCandle, type DefaultFigureName } from "../../../src/features/index.ts";
import { context } from "../support/candle-samples.ts";

const { asOf } = context;
const overDay: readonly DefaultFigureName[] = [
  "daily_high",
  "daily_low",
  "buying_momentum",
  "selling_momentum",
  "change_24h",
  "change_24h_pct",
];

/** Candles of five minutes that rise by 1 each, at these minutes before the window's end. */
function candlesAt(minutesBefore: readonly number[]): FeatureCandle[] {
  return minutesBefore.map((minutes, index) => ({
    start: asOf - minutes * 60,
    open: 100 + index,
    high: 102 + index,
    low: 99 + index,
    close: 101 + index,
    volume: 5,
  }));
}

/** Minutes from the first to the last, one candle every `step`. */
function every(step: number, first: number, last = step): number[] {
  return Array.from({ length: Math.floor((first - last) / step) + 1 }, (_, index) => first - index * step);
}

function nullsOf(candles: readonly FeatureCandle[], given = context): readonly DefaultFigureName[] {
  const figures = computeFeatures(candles, given);
  return overDay.filter((name) => figures[name] === null);
}

describe("a figure over 24 hours", () => {
  it.each([
    { what: "the newest 10 of 288 candles", minutes: every(5, 50) },
    { what: "all but the first 75 minutes", minutes: every(5, 1_440 - 75) },
    { what: "a week that ended two days ago", minutes: every(60, 10_080, 2_880) },
  ])("is null over $what", ({ minutes }) => {
    const figures = computeFeatures(
      candlesAt(minutes).filter(({ start }) => start >= asOf - 86_400),
      context,
    );
    expect(overDay.filter((name) => figures[name] !== null)).toEqual([]);
  });

  it.each([
    { what: "the whole day", minutes: every(5, 1_440) },
    { what: "all but the first 70 minutes, 5 % of it", minutes: every(5, 1_440 - 70) },
    { what: "its newest 10 candles and one from before it", minutes: [1_445, ...every(5, 50)] },
    { what: "a day with gaps inside", minutes: [1_440, 1_200, 700, 20, 15, 10, 5] },
  ])("is there over $what", ({ minutes }) => {
    expect(nullsOf(candlesAt(minutes))).toEqual([]);
  });

  it("covers the last 24 hours of a longer window, and not the window", () => {
    const weekly = { ...context, granularity: "ONE_HOUR", expectedCount: 168 };
    const figures = computeFeatures(candlesAt(every(60, 10_080)), weekly);
    // Of 168 candles the last 24 rise by 1 each, from an open of 100 + 144.
    expect(figures).toMatchObject({ change_24h: 268 - 244, daily_low: 243, daily_high: 269, buying_momentum: 23 });
    expect([figures.candle_count, figures.expected_count]).toEqual([168, 168]);
  });

  it("is made of known candles where the window is shorter", () => {
    const hourly = { ...context, expectedCount: 12 };
    expect(nullsOf(candlesAt(every(5, 60)), hourly)).toEqual(overDay);
    expect(computeFeatures(candlesAt(every(5, 1_440)), hourly)).toMatchObject({ candle_count: 12, change_24h: 288 });
  });
});

describe("candles from before the window", () => {
  it("change no figure of it but its proof", () => {
    const day = candlesAt(every(5, 1_440));
    const odd = day.slice(0, 12).map((candle) => ({ ...candle, start: candle.start - 3_600, high: 1e9, low: 1e-9 }));
    expect(computeFeatures([...odd, ...day], context)).toEqual(computeFeatures(day, context));
  });
});

describe("the as-of of figures", () => {
  it.each([0, 5, 25])("is when the newest candle closed, %i minutes before the window's end", (minutes) => {
    const candles = candlesAt(every(5, 1_440, 5 + minutes));
    expect(computeFeatures(candles, context).as_of).toBe(asOf - minutes * 60);
  });

  it("is the window's end where there is no candle, and never later", () => {
    expect(computeFeatures([], context).as_of).toBe(asOf);
    expect(computeFeatures(candlesAt([0]), context).as_of).toBe(asOf);
  });
});

describe("a further figure over hours", () => {
  const further = ["vwap_24h", "volume_24h", "volume_avg", "change_1h", "change_1h_pct"] as const;
  const nulls = (candles: readonly FeatureCandle[]): readonly string[] => {
    const figures = computeFeatures(candles, { ...context, figures: further });
    return further.filter((name) => figures[name] === null);
  };

  it("is null over the newest 10 of 288 candles", () => {
    expect(nulls(candlesAt(every(5, 50)))).toEqual([...further]);
  });

  it("is there over an hour alone where that is its span", () => {
    expect(nulls(candlesAt(every(5, 60)))).toEqual(["vwap_24h", "volume_24h", "volume_avg"]);
  });

  it("is there over a day, and sums no candle from before it", () => {
    const week = candlesAt(every(60, 10_080));
    const weekly = { ...context, granularity: "ONE_HOUR", expectedCount: 168, figures: further };
    // Of 168 candles of volume 5 the last 24; the last hour is the last candle.
    expect(computeFeatures(week, weekly)).toMatchObject({ volume_24h: 120, volume_avg: 5, change_1h: 1 });
    expect(nulls(candlesAt(every(5, 1_440)))).toEqual([]);
  });
});
