import { describe, expect, it } from "vitest";
import type { Candle } from "../../../src/market/candle.ts";
import { joinShorter } from "../../../src/market/history/join-shorter.ts";

const hour = 1_700_049_600;

/** Five-minute candles numbered from 1, which begin so many seconds after the hour. */
function fives(count: number, from = 0): readonly Candle[] {
  return Array.from({ length: count }, (_, at) => ({
    start: hour + from + at * 300,
    open: at + 1,
    high: at + 2,
    low: at + 0.5,
    close: at + 1.5,
    volume: 0.1,
  }));
}

/** What twelve candles from the given number on come to. */
function joined(start: number, number: number): Candle {
  return { start, open: number, high: number + 12, low: number - 0.5, close: number + 11.5, volume: 1.2 };
}

describe("joinShorter", () => {
  it("makes an hour of twelve candles of five minutes, in whatever order and however often they stand there", () => {
    const wanted = [joined(hour, 1), joined(hour + 3_600, 13)];
    expect(joinShorter(fives(24), "ONE_HOUR")).toEqual(wanted);
    expect(joinShorter(fives(24).toReversed(), "ONE_HOUR")).toEqual(wanted);
    expect(joinShorter([...fives(24), ...fives(24)], "ONE_HOUR")).toEqual(wanted);
  });

  it("makes nothing of an hour that the rows only begin or end in", () => {
    expect(joinShorter(fives(29, 1_500), "ONE_HOUR")).toEqual([joined(hour + 3_600, 8)]);
  });

  it("takes intervals without trades for what they are", () => {
    const rows = fives(24).filter((_, at) => at !== 5 && at !== 6);
    expect(joinShorter(rows, "ONE_HOUR").map(({ start, close }) => [start, close])).toEqual([
      [hour, 12.5],
      [hour + 3_600, 24.5],
    ]);
  });

  it("takes the fullest of rows that tell one interval", () => {
    const early = { ...joined(hour, 1), start: hour + 3_300, close: 13, volume: 0.01 };
    expect(joinShorter([...fives(12), early], "ONE_HOUR")).toEqual([joined(hour, 1)]);
  });

  it.each([
    { what: "are as long as the wanted ones", rows: fives(24), wanted: "FIVE_MINUTE" as const },
    {
      what: "are longer",
      rows: fives(3).map((row, at) => ({ ...row, start: hour + at * 3_600 })),
      wanted: "FIVE_MINUTE" as const,
    },
    {
      what: "don't fit into them",
      rows: fives(4).map((row, at) => ({ ...row, start: hour + at * 700 })),
      wanted: "ONE_HOUR" as const,
    },
    {
      what: "hold one without a start",
      rows: [...fives(24), { ...joined(Number.NaN, 1) }],
      wanted: "ONE_HOUR" as const,
    },
    { what: "are none", rows: [], wanted: "ONE_HOUR" as const },
  ])("leaves rows alone that $what", ({ rows, wanted }) => {
    expect(joinShorter(rows, wanted)).toBe(rows);
  });

  it.each([
    [
      "hold one that can't be used",
      [...fives(23), { ...joined(hour + 6_900, 1), low: 99 }],
      "Candle 24 of 24 (start 1700056500) has a low of 99 above its open or close",
    ],
    [
      "disagree about the same volume",
      [...fives(24), { ...joined(hour, 1), volume: 0.1 }],
      "Candle 2 of 25 (start 1700049600) stands there twice",
    ],
  ])("says what is wrong with rows that %s", (_, rows, words) => {
    expect(() => joinShorter(rows, "ONE_HOUR")).toThrow(words);
  });

  it("leaves out what can't be used of rows from before the time that is asked for", () => {
    const rows = fives(36).map((row, at) => (at === 3 ? { ...row, low: 99 } : row));
    expect(joinShorter(rows, "ONE_HOUR", hour + 3_600).slice(1)).toEqual([
      joined(hour + 3_600, 13),
      joined(hour + 7_200, 25),
    ]);
    expect(() => joinShorter(rows, "ONE_HOUR", hour)).toThrow("has a low of 99");
  });
});
