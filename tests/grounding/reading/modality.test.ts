import { describe, expect, it } from "vitest";
import { clauseBefore, isDenied, isSupposed } from "../../../src/grounding/reading/modality.ts";

/** The place of `|`, and the sentence without it. */
function at(marked: string): [string, number] {
  return [marked.replace("|", ""), marked.indexOf("|")];
}

describe("what stands at a place", () => {
  it.each([
    "the rsi is not |overbought",
    "the rsi isn't |overbought",
    "neither overbought nor |oversold",
    "it has failed to close |above",
    "the rsi is far from |overbought",
    "nobody can call it |overbought",
    "it stopped short of |overbought",
    "rather than |overbought",
  ])("is denied: %s", (marked) => {
    expect(isDenied(...at(marked))).toBe(true);
  });

  it.each([
    "the rsi is |overbought",
    "not only is it |overbought",
    "it is not cheap, but it is |overbought",
    "sellers are not far |ahead of",
    "it sits 5 shy of the high and |above",
  ])("is claimed: %s", (marked) => {
    expect(isDenied(...at(marked))).toBe(false);
  });

  it.each([
    "if it closes |above",
    "a break |above",
    "it could rise |above",
    "watch for a close |above",
    "unless sellers push it |below",
    "dropping |under 5 would weaken it",
  ])("is supposed: %s", (marked) => {
    expect(isSupposed(...at(marked))).toBe(true);
  });

  it.each(["the last candle rose |above", "having climbed |above", "with a last close of 5, |above"])(
    "is no supposition: %s",
    (marked) => {
      expect(isSupposed(...at(marked))).toBe(false);
    },
  );

  it("belongs to a clause that a turn of the sentence begins", () => {
    expect(clauseBefore(...at("it is not cheap, but the rsi is |low"))).toBe(" the rsi is ");
  });
});
