import { describe, expect, it } from "vitest";
import { judged, judgedDivided } from "./judge-of.ts";

describe("a reading of a neutral RSI", () => {
  it.each([
    "The RSI of 47.67 denotes neutral conditions.",
    "The RSI of 47.67 is neutral, with neither buyers nor sellers at an extreme.",
    "The RSI of 47.67 is neutral, indicating balance.",
    "The RSI of 47.67 is not stretched in either direction.",
    "The RSI of 47.67 gives no extreme reading.",
    "The RSI of 47.67, though, is neutral.",
  ])("is understood and true: %s", (text) => {
    expect(judgedDivided(text).reason).toBe("");
    expect(judgedDivided(text).verdict).toBe("true");
  });

  it.each([
    "The RSI of 47.67 leans toward the high side.",
    "The RSI of 47.67 is very low.",
    "The RSI of 47.67, though, is oversold.",
  ])("is not posted: %s", (text) => {
    expect(judgedDivided(text).verdict).not.toBe("true");
  });
});

describe("a reading of an oversold RSI", () => {
  it.each([
    "The RSI of 29.90 signifies an oversold market.",
    "The RSI of 29.90 leans toward the low side.",
    "The RSI of 29.90 is very low.",
  ])("is understood and true: %s", (text) => {
    expect(judged(text).reason).toBe("");
    expect(judged(text).verdict).toBe("true");
  });

  it.each([
    "The RSI of 29.90 signifies a neutral market.",
    "The RSI of 29.90 shows neither buyers nor sellers at an extreme.",
    "The RSI of 29.90 indicates balance.",
    "The RSI of 29.90 is not stretched in either direction.",
    "The RSI of 29.90 gives no extreme reading.",
  ])("is not posted: %s", (text) => {
    expect(judged(text).verdict).not.toBe("true");
  });
});
