import { describe, expect, it } from "vitest";
import { withoutTimes } from "../../../../src/grounding/reading/names/times-named.ts";

const asOf = Date.UTC(2026, 10, 22, 17, 5) / 1_000;
const left = (text: string): string => withoutTimes(text, asOf).text.replaceAll(/\s+/g, " ").trim();

describe("the time of the last close in a sentence", () => {
  it.each([
    ["As of 17:05 UTC, A closed", "A closed"],
    ["A, as of 2026-11-22T17:05:00Z, closed", "A closed"],
    ["A closed at 5 at 17:05 UTC, above B", "A closed at 5 , above B"],
    ["A closed (as of 22 November 2026)", "A closed"],
    ["A closed, as of 17:05 UTC on November 22nd, 2026", "A closed"],
    ["At 5:05 PM UTC, A closed", "A closed"],
  ])("is left out of %s", (text, rest) => {
    expect(withoutTimes(text, asOf).wrong).toBeNull();
    expect(left(text)).toBe(rest);
    expect(withoutTimes(text, asOf).text).toHaveLength(text.length);
  });

  it.each([
    "As of 17:10 UTC, A closed",
    "As of 2026-11-23, A closed",
    "At 5:05 AM UTC, A closed",
    "As of 17:05 UTC on 22 October 2026, A closed",
  ])("is wrong in %s", (text) => {
    expect(withoutTimes(text, asOf).wrong).toBe("The figures are of 2026-11-22 17:05 UTC.");
  });

  it.each([
    "A is higher than at 17:05 UTC",
    "A fell by 16 marginally",
    "A is at 17.05 and B is at 2026.00",
    "The ratio of A is at 17:05",
    "A closed at 22 mars",
  ])("is not found in %s", (text) => {
    expect(withoutTimes(text, asOf)).toEqual({ text, wrong: null });
  });

  it("stays where the time of the figures is not known", () => {
    expect(withoutTimes("As of 17:05 UTC, A closed", 0).text).toBe("As of 17:05 UTC, A closed");
  });
});
