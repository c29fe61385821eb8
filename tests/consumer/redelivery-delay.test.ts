import { expect, it } from "vitest";
import { redeliveryDelaySeconds } from "../../src/consumer/redelivery-delay.ts";

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
