import { describe, expect, it } from "vitest";
import { contextTokensFor, minPromptTokens, wasPromptCut } from "../../../src/llm/ollama/prompt-size.ts";

/** 1000 words and numbers in all. */
const prompt = { system: "word ".repeat(500), user: "123 rises, ".repeat(250) };

describe("the fewest tokens of a prompt", () => {
  it("are its words and groups of three digits", () => {
    expect(minPromptTokens(prompt)).toBe(1_000);
    expect(minPromptTokens({ system: "", user: "word 1234567.89 ".repeat(16) })).toBe(16 * 5);
  });

  it("are not reported a few words", () => {
    expect(minPromptTokens({ system: "", user: "word ".repeat(63) })).toBeUndefined();
  });
});

describe("a prompt", () => {
  it.each([
    ["half of its words", 499, null, true],
    ["a few of its words", 12, null, true],
    ["half of a context of 1024", 514, null, true],
    ["half of a context of 1024, and of a repeated prompt", 515, null, true],
    ["three quarters of its words", 750, null, false],
    ["all of its words", 1_000, null, false],
    ["more", 1_400, null, false],
    ["a count that is absent", null, null, false],
    ["a count of 0", 0, null, false],
    ["a rest beside what was cached", 30, 1_270, false],
    ["a whole that holds what was cached", 1_300, 1_270, false],
    ["a part, some of it cached", 300, 200, true],
  ])("of which a server read %s: cut %s", (_, counted, cached, expected) => {
    expect(wasPromptCut(prompt, counted, cached)).toBe(expected);
  });

  it("that was sent just before may be counted little, but not as half a context", () => {
    const repeat = { ...prompt, isRepeat: true as const };
    expect(wasPromptCut(repeat, 120, null)).toBe(false);
    expect(wasPromptCut(repeat, 514, null)).toBe(true);
  });

  it("that is short is never given to be cut", () => {
    expect(wasPromptCut({ system: "", user: "Hello" }, 1, null)).toBe(false);
  });
});

describe("the context for a prompt", () => {
  it.each([
    [0, 1_024, 4_096],
    [6_144, 1_024, 4_096],
    [6_146, 1_024, 8_192],
    [1_000, 8_192, 16_384],
    [100_000, 1_024, 65_536],
  ])("of %i characters and %i tokens of an answer is %i tokens", (characters, output, expected) => {
    expect(contextTokensFor({ system: "", user: "x".repeat(characters) }, output)).toBe(expected);
  });
});
