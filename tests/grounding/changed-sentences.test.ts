import { describe, expect, it } from "vitest";
import { mutationsOf } from "../../bench/grounding/mutations.ts";
import { reportMutations } from "../../bench/grounding/mutation-report.ts";
import { loadLabelled } from "./corpus/load-labelled.ts";

/**
 * What is still posted though nothing shows that it is true: sizes that the oracle doesn't know ("slightly below"), limits that
 * still hold ("more than 10003"), stances that are majorities, and an RSI above its middle that is called bullish.
 */
const known = 77;

describe("a true sentence with one word, digit or product changed", () => {
  it("is posted only where it is still true", { timeout: 60_000 }, () => {
    const { sentences, mutations, passed } = reportMutations(loadLabelled());
    expect(sentences).toBeGreaterThan(1_800);
    expect(mutations).toBeGreaterThan(17_000);
    expect(passed.slice(known)).toEqual([]);
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
