import { describe, expect, it } from "vitest";
import { sample, wilsonInterval } from "../../../bench/mutation/sample.ts";

const hundred = Array.from({ length: 100 }, (_, index) => index);

describe("a sample", () => {
  it("is the same for the same seed, in the list's order, and another for another", () => {
    const [one, again, other] = [1, 1, 2].map((seed) => sample(hundred, 20, seed, String));
    expect(one).toHaveLength(20);
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(one?.toSorted((a, b) => a - b)).toEqual(one);
  });

  it("is all of a shorter list", () => {
    expect(sample(hundred, 100, 1, String)).toEqual(hundred);
  });
});

describe("the interval of a share", () => {
  // From the table of Newcombe, Two-sided confidence intervals for the single proportion (1998), method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %d in %d begins at %f and ends at %f", (hits, size, min, max) => {
    const interval = wilsonInterval(hits, size);
    expect(interval[0]).toBeCloseTo(min, 4);
    expect(interval[1]).toBeCloseTo(max, 4);
  });

  it("is everything where nothing was looked at", () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });
});
