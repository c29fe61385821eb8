import { describe, expect, it } from "vitest";
import { sample } from "../../../bench/mutation/sample.ts";

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
