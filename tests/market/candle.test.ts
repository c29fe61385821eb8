import { describe, expect, it } from "vitest";
import { asOfSeconds, type Granularity, granularitySeconds, isGranularity } from "../../src/market/candle.ts";

/** 2023-11-15T12:00:00Z: a boundary of every candle length but the day. */
const noon = 1_700_049_600;

describe("the end of the window", () => {
  it.each([
    { what: "the boundary itself", timeMs: noon * 1_000, expected: noon },
    { what: "a millisecond before it", timeMs: noon * 1_000 - 1, expected: noon - 300 },
    { what: "a millisecond after it", timeMs: noon * 1_000 + 1, expected: noon },
    { what: "the last millisecond of the interval", timeMs: (noon + 300) * 1_000 - 1, expected: noon },
    { what: "the next boundary", timeMs: (noon + 300) * 1_000, expected: noon + 300 },
  ])("for five minutes is, at $what, the last boundary", ({ timeMs, expected }) => {
    expect(asOfSeconds(timeMs, "FIVE_MINUTE")).toBe(expected);
  });

  it.each([
    { granularity: "ONE_MINUTE", expected: "2023-11-15T13:47:00.000Z" },
    { granularity: "FIVE_MINUTE", expected: "2023-11-15T13:45:00.000Z" },
    { granularity: "FIFTEEN_MINUTE", expected: "2023-11-15T13:45:00.000Z" },
    { granularity: "THIRTY_MINUTE", expected: "2023-11-15T13:30:00.000Z" },
    { granularity: "ONE_HOUR", expected: "2023-11-15T13:00:00.000Z" },
    { granularity: "TWO_HOUR", expected: "2023-11-15T12:00:00.000Z" },
    { granularity: "FOUR_HOUR", expected: "2023-11-15T12:00:00.000Z" },
    { granularity: "SIX_HOUR", expected: "2023-11-15T12:00:00.000Z" },
    { granularity: "ONE_DAY", expected: "2023-11-15T00:00:00.000Z" },
  ] as const satisfies readonly { granularity: Granularity; expected: string }[])(
    "of $granularity stands on the clock's own grid, at $expected",
    ({ granularity, expected }) => {
      const asOf = asOfSeconds(Date.parse("2023-11-15T13:47:31.250Z"), granularity);
      expect(new Date(asOf * 1_000).toISOString()).toBe(expected);
    },
  );
});

describe("the names of candle lengths", () => {
  it.each(Object.keys(granularitySeconds))("include %s", (name) => {
    expect(isGranularity(name)).toBe(true);
  });

  it.each(["TWO_MINUTE", "five_minute", "2", "", "UNKNOWN_GRANULARITY", "toString", "__proto__"])(
    "do not include %j",
    (name) => {
      expect(isGranularity(name)).toBe(false);
    },
  );
});
