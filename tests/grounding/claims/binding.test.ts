import { describe, expect, it } from "vitest";
import { bindQuantities } from "../../../src/grounding/claims/binding.ts";
import { claimViolation } from "../../../src/grounding/claims/claim-violation.ts";
import { readSentence } from "./violations-of.ts";

/** What each number of a sentence is said to be, in order. */
function namesIn(text: string): (readonly string[])[] {
  const sentence = readSentence(text);
  const bindings = bindQuantities(sentence);
  return sentence.quantities.map((quantity) => bindings.get(quantity)?.names ?? []);
}

describe("bindQuantities", () => {
  it.each([
    ["The RSI stands at 5", [["rsi"]]],
    ["The RSI, at 5, is low", [["rsi"]]],
    ["The RSI of BTC-USD stands at 5", [["rsi"]]],
    ["BTC-USD trades at 5", [["last_close"]]],
    ["BTC-USD, at 5, waits", [["product"]]],
    ["The 5 high was set", [["daily_high"]]],
    ["It met 5 (upper band)", [["bollinger_upper"]]],
    ["The high and low are 5 and 4", [["daily_high"], ["daily_low"]]],
    ["5 and 4 are the high and the low", [["daily_high"], ["daily_low"]]],
    [
      "The bands are 4 and 5",
      [
        ["bollinger_lower", "bollinger_upper"],
        ["bollinger_lower", "bollinger_upper"],
      ],
    ],
    [
      "Its 4-5 range is tight",
      [
        ["daily_low", "daily_high"],
        ["daily_low", "daily_high"],
      ],
    ],
    [
      "The range extended from 4 up to 5",
      [
        ["daily_low", "daily_high"],
        ["daily_low", "daily_high"],
      ],
    ],
    ["Sellers have outmuscled buyers, 5 to 4", [["selling_momentum"], ["buying_momentum"]]],
    ["Low 4, high 5", [["daily_low"], ["daily_high"]]],
    ["It is just above the low at 5", [["daily_low", "last_close"]]],
    ["The RSI is strong and there is 5", [[]]],
    ["There is 5", [[]]],
  ])("ties the numbers of %j", (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });
});

describe("claimViolation", () => {
  it("quotes a claim with four words on either side", () => {
    const sentence = readSentence("one word two words three words claim four words five words six");
    const span = { start: 30, end: 35 };
    expect(claimViolation("false_claim", sentence, span, "Why.")).toEqual({
      kind: "false_claim",
      words: "two words three words claim four words five words",
      reason: "Why.",
    });
  });
});
