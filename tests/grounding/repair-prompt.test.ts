import { describe, expect, it } from "vitest";
import { judgeText } from "../../src/grounding/reading/judge-text.ts";
import { allFigures } from "../features/support/figure-samples.ts";
import { writeRepairPrompt } from "../../src/grounding/repair-prompt.ts";

const prompt = { system: "The rules.", user: "The question." };
const subject = { productId: "BTC-USD", maxWords: 100, features: allFigures };

describe("writeRepairPrompt", () => {
  it("asks the same again with the answer, what is wrong with it and what may be cited", () => {
    const text = "Here is my view. The market is up.";
    const repair = writeRepairPrompt(prompt, text, judgeText(text, subject), ["RSI: 65.00", "EMA: 50100.00"]);
    expect(repair.system).toBe("The rules.");
    expect(repair.user).toBe(`The question.

Your answer to this was refused:
"""
Here is my view. The market is up.
"""

What is wrong with it:
- No sentence of the answer is true.
- "Here is my view." can't be posted: "my" is no word that is understood here.
- "The market is up." can't be posted: The sentence can be read in several ways, and not in all of them is it true.

The only values that may be cited:
- RSI: 65.00
- EMA: 50100.00

Write the insight once more so that none of this is wrong. Answer with the insight alone.`);
  });

  it("says so where the answer was empty and nothing may be cited", () => {
    const { user } = writeRepairPrompt(prompt, " \n", judgeText(" \n", subject), []);
    expect(user).toContain("Your answer to this was empty.");
    expect(user).toContain("- The answer is empty.");
    expect(user).toContain("There are no values that may be cited: write without numbers.");
  });

  it("sends back no more than 2000 characters of an answer", () => {
    const text = "🙂".repeat(3_000);
    const { user } = writeRepairPrompt(prompt, `x${text}`, judgeText(text, subject), []);
    expect(user.length).toBeLessThan(3_500);
    expect(user.isWellFormed()).toBe(true);
  });
});
