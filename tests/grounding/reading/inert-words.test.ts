import { describe, expect, it } from "vitest";
import { inertWords } from "../../../src/grounding/reading/lexicon/inert-words.ts";
import { judged } from "./judge-of.ts";

const words = inertWords.flatMap(({ words: group }) => group.split("|"));

/** False sentences, and a place for a word in each. */
const falseSentences: readonly ((word: string) => string)[] = [
  (word) => `${word} the RSI of 29.90 is overbought.`,
  (word) => `${word}, the price is above the EMA of 47293.16.`,
  (word) => `The price is ${word} above its EMA of 47293.16.`,
  (word) => `The RSI is ${word} overbought.`,
  (word) => `BTC-USD is up ${word} 5.24 % over 24 hours.`,
  (word) => `Buying momentum ${word} exceeds selling momentum.`,
  (word) => `Selling momentum is ${word} lower than buying momentum ${word}.`,
];

describe("an inert word", () => {
  it("has a reason", () => {
    for (const { reason } of inertWords) expect(reason.length).toBeGreaterThan(20);
  });

  it("stands in the list once", () => {
    expect(new Set(words).size).toBe(words.length);
  });

  it.each(words)("makes no false sentence true: %s", (word) => {
    for (const sentence of falseSentences) expect(judged(sentence(word)).verdict, sentence(word)).not.toBe("true");
  });
});
