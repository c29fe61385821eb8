import { describe, expect, it } from "vitest";
import { readSpelledNumber, spelledNumberPattern } from "../../../src/grounding/reading/spelled-number.ts";

const whole = new RegExp(`^${spelledNumberPattern}$`, "u");

describe("readSpelledNumber", () => {
  it.each([
    ["zero", 0, 1],
    ["nineteen", 19, 1],
    ["twenty", 20, 1],
    ["sixty-five", 65, 1],
    ["one hundred", 100, 100],
    ["hundred", 100, 100],
    ["one hundred and two", 102, 1],
    ["two hundred fifty", 250, 10],
    ["fifty thousand", 50_000, 1_000],
    ["fifty thousand, two hundred and fifty", 50_250, 10],
    ["thousand", 1_000, 1_000],
    ["one million two thousand", 1_002_000, 1_000],
    ["two point five", 2.5, 0.1],
    ["sixty-five point zero five", 65.05, 0.01],
  ])("reads %j", (words, size, step) => {
    expect(words).toMatch(whole);
    expect(readSpelledNumber(words)).toEqual({ size, step });
  });

  it.each(["a hundred", "a thousand"])("takes %j for a number in words", (words) => {
    expect(words).toMatch(whole);
  });

  it.each(["a", "and", "point five", "a five", "fifty-", "many"])("takes %j for none", (words) => {
    expect(words).not.toMatch(whole);
  });
});
