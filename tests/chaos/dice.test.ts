import { describe, expect, it } from "vitest";
import { createDice, pick, pickWeighted } from "../../chaos/dice.ts";

function throwFive(seed: number, purpose: string): readonly number[] {
  return Array.from({ length: 5 }, createDice(seed, purpose));
}

describe("dice", () => {
  it("throw the same numbers for the same seed and purpose, and others for another", () => {
    expect(throwFive(1, "a")).toEqual(throwFive(1, "a"));
    expect(throwFive(1, "a")).not.toEqual(throwFive(2, "a"));
    expect(throwFive(1, "a")).not.toEqual(throwFive(1, "b"));
  });

  it("pick every one of a list, and nothing from an empty one", () => {
    const dice = createDice(1, "pick");
    expect(new Set(Array.from({ length: 100 }, () => pick(dice, ["a", "b", "c"])))).toEqual(new Set(["a", "b", "c"]));
    expect(() => pick(dice, [])).toThrow(RangeError);
  });

  it.each([
    [0, "a"],
    [0.24, "a"],
    [0.25, "b"],
    [0.5, undefined],
    [0.99, undefined],
  ])("give the name that a throw of %d falls on", (thrown, name) => {
    expect(pickWeighted(() => thrown, { a: 0.25, b: 0.25 })).toBe(name);
  });
});
