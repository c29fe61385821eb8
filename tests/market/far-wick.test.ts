import { describe, expect, it } from "vitest";
import type { Candle } from "../../src/market/candle.ts";
import { noteFarBodies, noteFarWicks } from "../../src/market/far-wick.ts";
import { answerWith, sampleDay, toRow, tryCoinbase } from "./coinbase/coinbase-trial.ts";

function candlesOf(bodies: readonly (readonly [open: number, close: number])[]): Candle[] {
  return bodies.map(([open, close], index) => ({
    start: 1_700_049_300 + 300 * index,
    open,
    high: Math.max(open, close),
    low: Math.min(open, close),
    close,
    volume: 5,
  }));
}

const usual: readonly [number, number] = [100, 101];

describe("a candle far off both beside it is noted", () => {
  it.each([
    { what: "a whole candle at 10 times", at: 2, body: [1_000, 1_000], says: "a close of 1000, over 3 times" },
    { what: "a whole candle at a tenth", at: 2, body: [10, 10], says: "a close of 10, below a third of" },
    { what: "a close at 10 times", at: 2, body: [100, 1_000], says: "a close of 1000, over 3 times" },
    { what: "a close at a billionth", at: 2, body: [100, 1e-7], says: "a close of 1e-7, below a third of" },
    { what: "an open at 10 times", at: 2, body: [1_000, 100], says: "an open of 1000, over 3 times" },
    { what: "the newest close", at: 4, body: [100, 1_000], says: "a close of 1000, over 3 times" },
    { what: "the newest candle", at: 4, body: [10, 10], says: "a close of 10, below a third of" },
    { what: "the oldest candle", at: 0, body: [1_000, 1_000], says: "a close of 1000, over 3 times" },
  ] as const)("$what", ({ at, body, says }) => {
    const candles = candlesOf([usual, usual, usual, usual, usual].with(at, body));
    const start = 1_700_049_300 + 300 * at;
    expect(noteFarBodies(candles)).toEqual([`the candle that starts at ${start} has ${says} the closes beside it`]);
    expect(noteFarWicks(candles)).toEqual([]);
  });
});

describe("nothing is noted", () => {
  const high: readonly [number, number] = [1_000, 1_010];
  it.each([
    { what: "of a usual market", bodies: [usual, usual, usual] },
    { what: "of a price that stays where it went", bodies: [usual, usual, [101, 1_000], high, high] },
    { what: "of a price that went in the candle before the newest", bodies: [usual, usual, high, high] },
    { what: "at exactly 3 times", bodies: [usual, [303, 303], usual] },
    { what: "of two candles, which don't tell the odd one", bodies: [usual, high] },
    { what: "of none", bodies: [] },
  ] as const)("$what", ({ bodies }) => {
    expect(noteFarBodies(candlesOf(bodies))).toEqual([]);
  });
});

it.each([9, 287])("candle %i of Coinbase's at 10 times is kept, and the notes of the market report it", async (at) => {
  const candles = sampleDay.map((candle, index) => {
    const price = candle.close * 10;
    return index === at ? { ...candle, open: price, high: price, low: price, close: price } : candle;
  });
  const { fetchCandles, requests } = await tryCoinbase(answerWith(candles.map((candle) => toRow(candle))));
  const set = await fetchCandles();
  expect(set.candles).toEqual(candles);
  expect(requests).toHaveLength(1);
  const { start, close } = { start: 0, close: 0, ...candles[at] };
  const words = `the candle that starts at ${start} has a close of ${close}, over 3 times the closes beside it`;
  expect(set.notes).toEqual([words]);
});
