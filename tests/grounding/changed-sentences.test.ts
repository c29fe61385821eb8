import { describe, expect, it } from "vitest";
import { mutationsOf } from "../../bench/grounding/mutations.ts";
import { reportMutations } from "../../bench/grounding/mutation-report.ts";
import { loadLabelled } from "./corpus/load-labelled.ts";

/** An RSI beyond 50 may be called what it leans to, by the labels of the corpus: "the RSI of 60.44 is bullish". */
const leans = (text: string): boolean => /RSI|Relative Strength/u.test(text) && /bullish|bearish/u.test(text);

/**
 * What is still posted though nothing shows that it is true: sizes that the oracle doesn't know, averages that read the same, stances
 * that are majorities ("bearish" for "mixed") or no clear ones, and a change whose number is of another span than its words.
 */
const known = 26;

describe("a true sentence with one word, digit or product changed", () => {
  it("is posted only where it is still true", { timeout: 240_000 }, () => {
    const { sentences, mutations, passed } = reportMutations(loadLabelled());
    expect(sentences).toBeGreaterThan(3_000);
    expect(mutations).toBeGreaterThan(30_000);
    expect(passed.filter(({ mutated }) => !leans(mutated)).slice(known)).toEqual([]);
  });

  it("is changed in one place", () => {
    expect(mutationsOf("BTC-USD closed above the EMA of 1.25.", "BTC-USD")).toEqual([
      "BTC-USD closed below the EMA of 1.25.",
      "BTC-USD closed above the rolling average of 1.25.",
      "BTC-USD closed above the 5-candle average of 1.25.",
      "BTC-USD closed above the RSI of 1.25.",
      "XLM-USD closed above the EMA of 1.25.",
      "BTC-USD closed above the EMA of 4.25.",
      "BTC-USD closed above the EMA of 1.28.",
    ]);
  });
});
