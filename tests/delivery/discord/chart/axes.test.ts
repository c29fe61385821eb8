import { describe, expect, it } from "vitest";
import { formatPrice, priceTicks, timeTicks } from "../../../../src/delivery/discord/chart/axes.ts";

describe("the labels of prices", () => {
  it.each([
    [55_300, 57_200, 2, ["55,500", "56,000", "56,500", "57,000"]],
    [0.000_007_98, 0.000_008_32, 8, ["0.00000800", "0.00000805", "0.00000810"]],
    [0.000_000_39, 0.000_000_47, 10, ["0.00000039", "0.00000040"]],
    [0.9992, 1.0008, 4, ["0.9992", "0.9994", "0.9996", "0.9998"]],
    [11.6, 13.1, 4, ["11.6", "11.8", "12.0", "12.2"]],
    [0.5062, 0.5064, 4, ["0.5062", "0.5063", "0.5064"]],
  ])("from %f to %f with %d decimals begin %j", (low, high, decimals, labels) => {
    const ticks = priceTicks(low, high, 8, decimals);
    expect(ticks.map(({ label }) => label)).toEqual(expect.arrayContaining(labels));
    expect(ticks.length).toBeLessThanOrEqual(9);
  });

  it("say the value that they stand at, to their last digit, and each another one", () => {
    for (const decimals of [2, 4, 8, 10]) {
      for (const range of [1e-9, 3e-6, 0.07, 1.5, 700, 90_000]) {
        const ticks = priceTicks(range * 10, range * 11.3, 8, decimals);
        for (const { value, label } of ticks) {
          expect(Math.abs(Number(label.replaceAll(",", "")) - value)).toBeLessThan(value * 1e-9 + 1e-15);
        }
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
      }
    }
  });

  it.each([
    [57_012.5, 2, "57,012.50"],
    [1_234_567, 0, "1,234,567"],
    [0.000_008_12, 8, "0.00000812"],
  ])("of %f with %d decimals is %s", (price, decimals, text) => {
    expect(formatPrice(price, decimals)).toBe(text);
  });
});

describe("the labels of times", () => {
  const to = Date.UTC(2026, 10, 27, 8, 20) / 1_000;

  it.each([
    [86_400, ["09:00", "12:00", "15:00", "18:00", "21:00", "27 NOV", "03:00", "06:00"]],
    [7 * 86_400, ["21 NOV", "22 NOV", "23 NOV", "24 NOV", "25 NOV", "26 NOV", "27 NOV"]],
    [3_600, ["07:30", "07:45", "08:00", "08:15"]],
  ])("of the last %d seconds are %j", (seconds, labels) => {
    expect(timeTicks(to - seconds, to, 8).map(({ label }) => label)).toEqual(labels);
  });
});
