import { expect, it } from "vitest";
import { aggregateCandles } from "../../../src/market/history/aggregate-candles.ts";

const minutes = [
  { start: 300, open: 10, high: 12, low: 9, close: 11, volume: 0.1 },
  { start: 360, open: 11, high: 15, low: 10, close: 14, volume: 0.2 },
  { start: 540, open: 14, high: 14, low: 8, close: 9, volume: 1 },
  { start: 600, open: 9, high: 10, low: 9, close: 10, volume: 2 },
];

it("takes the first open, the last close, the extremes and the sum of the volumes", () => {
  expect(aggregateCandles(minutes, 300)).toEqual([
    { start: 300, open: 10, high: 15, low: 8, close: 9, volume: 1.3 },
    { start: 600, open: 9, high: 10, low: 9, close: 10, volume: 2 },
  ]);
});

it("starts candles at multiples of their length", () => {
  expect(aggregateCandles(minutes, 3_600)).toEqual([{ start: 0, open: 10, high: 15, low: 8, close: 10, volume: 3.3 }]);
});

it("sums volumes without the noise of doubles", () => {
  expect(aggregateCandles(minutes.slice(0, 2), 300)[0]?.volume).toBe(0.3);
});

it("gives candles of the same length as they are", () => {
  expect(aggregateCandles(minutes, 60)).toEqual(minutes);
});

it("makes nothing of nothing", () => {
  expect(aggregateCandles([], 300)).toEqual([]);
});
