import { expect, it } from "vitest";
import { redeliveryDelaySeconds } from "../../../src/consumer/batch/redelivery-delay.ts";

const almostOne = 1 - Number.EPSILON;

it.each([
  { receiveCount: 1, least: 10, middle: 15, most: 20 },
  { receiveCount: 2, least: 20, middle: 30, most: 40 },
  { receiveCount: 3, least: 40, middle: 60, most: 80 },
  { receiveCount: 4, least: 80, middle: 120, most: 160 },
  { receiveCount: 6, least: 320, middle: 480, most: 640 },
  { receiveCount: 9, least: 450, middle: 675, most: 900 },
  { receiveCount: 1_000, least: 450, middle: 675, most: 900 },
  { receiveCount: 100_000, least: 450, middle: 675, most: 900 },
])("after receive $receiveCount is $least to $most seconds", ({ receiveCount, least, middle, most }) => {
  expect(redeliveryDelaySeconds(receiveCount, () => 0)).toBe(least);
  expect(redeliveryDelaySeconds(receiveCount, () => 0.5)).toBe(middle);
  expect(redeliveryDelaySeconds(receiveCount, () => almostOne)).toBe(most);
});

it.each([0, -3])("takes a receive count of %i for the first", (receiveCount) => {
  expect(redeliveryDelaySeconds(receiveCount, () => 0.5)).toBe(15);
});

it("rolls its own dice by default, within the same bounds", () => {
  const delays = Array.from({ length: 200 }, () => redeliveryDelaySeconds(4));
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(80);
  expect(Math.max(...delays)).toBeLessThanOrEqual(160);
  expect(
    delays.every((delay) => Number.isInteger(delay)),
    "SQS takes whole seconds",
  ).toBe(true);
  expect(new Set(delays).size, "messages that failed together come back apart").toBeGreaterThan(1);
});

/** Seconds after the first receive, where the other side asked for so much. */
function asked(retryAfterMs: number | undefined, roll = 0, receiveCount = 1): number {
  return redeliveryDelaySeconds(receiveCount, () => roll, retryAfterMs);
}

it.each<[string, number | undefined, number, number]>([
  ["nothing", undefined, 10, 20],
  ["0 s", 0, 10, 20],
  ["1.5 s", 1_500, 10, 20],
  ["20 s", 20_000, 20, 20],
  ["21 s", 21_000, 21, 26],
  ["60 s", 60_000, 60, 72],
  ["800 s", 800_000, 800, 900],
  ["2285 s", 2_285_000, 900, 900],
  ["2285000 s", 2_285_000_000, 900, 900],
  ["what no clock holds", Number.MAX_SAFE_INTEGER, 900, 900],
  ["no number", Number.NaN, 10, 20],
])("is at least what the other side asked for, and spread above it: %s", (_, retryAfterMs, min, max) => {
  expect([asked(retryAfterMs), asked(retryAfterMs, almostOne)]).toEqual([min, max]);
});

it("does not use five receives up while the other side asks for a minute", () => {
  const waited = [1, 2, 3, 4].map((receiveCount) => asked(60_000, 0, receiveCount));
  expect(waited).toEqual([60, 60, 60, 80]);
});
