import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkText } from "../../src/grounding/check-text.ts";
import type { GroundingSubject } from "../../src/grounding/verdict.ts";
import { allFigures } from "../features/figure-samples.ts";

const subject: GroundingSubject = { productId: "BTC-USD", maxWords: 100, features: allFigures };

function kindsOf(text: string, of: GroundingSubject = subject): string[] {
  return checkText(text, of).violations.map((violation) => violation.kind);
}

describe("checkText", () => {
  it("passes a text that keeps every rule", () => {
    const verdict = checkText("BTC-USD trades above its average of 50,000.00, and momentum favours buyers.", subject);
    expect(verdict).toEqual({ grounded: true, violations: [] });
  });

  it.each(["", " \n\t ", "...", "—", "**", "\u200B"])("refuses %j as empty, and says nothing else of it", (text) => {
    const verdict = checkText(text, subject);
    expect(verdict.grounded).toBe(false);
    expect(verdict.violations.map((violation) => violation.kind)).toEqual(["empty"]);
  });

  it("counts words: 100 pass, 101 do not", () => {
    const hundred = ["BTC-USD", ...Array.from({ length: 99 }, (_, index) => `w${index}`)].join(" ");
    expect(kindsOf(hundred)).toEqual([]);
    expect(kindsOf(`${hundred} more`)).toEqual(["too_long"]);
  });

  it("counts as a word what holds a letter or a digit, however it is spaced", () => {
    const four: GroundingSubject = { ...subject, maxWords: 4 };
    expect(kindsOf("BTC-USD  —\n-2.43 % ( down ) - today", four)).toEqual([]);
    expect(kindsOf("BTC-USD is down 2.43 % today", four)).toEqual(["too_long"]);
  });

  it("quotes the words beyond the limit, a dozen of them at most", () => {
    const [some] = checkText("BTC-USD one two three", { ...subject, maxWords: 2 }).violations;
    expect(some).toEqual({
      kind: "too_long",
      words: "two three",
      reason: "The text has 4 words. At most 2 are allowed.",
    });
    const [many] = checkText(`BTC-USD ${"x ".repeat(50)}`, { ...subject, maxWords: 1 }).violations;
    expect(many?.words).toBe(`${"x ".repeat(12)}...`);
  });

  it("finds every fault in one go", () => {
    const text = `Sure! ${"The market is up. ".repeat(40)}`;
    expect(kindsOf(text)).toEqual(["too_long", "introduction", "product_not_named"]);
  });

  it("quotes the introduction and says what to do", () => {
    const verdict = checkText("**Based on the data provided**, BTC-USD is up.", subject);
    expect(verdict.violations).toEqual([
      {
        kind: "introduction",
        words: "Based on the data provided",
        reason: "The text introduces itself. Start with the insight.",
      },
    ]);
  });

  it("says how to name the product", () => {
    expect(checkText("The market is up.", subject).violations).toEqual([
      { kind: "product_not_named", words: "", reason: 'The text does not name the product. Write "BTC-USD".' },
    ]);
  });

  it("knows a negative band beside a rise of the same size", () => {
    const features = { ...allFigures, bollinger_lower: -5, price_change: 5 };
    expect(kindsOf("BTC-USD has its lower Bollinger Band at -5.00.", { ...subject, features })).toEqual([]);
    expect(kindsOf("BTC-USD has its lower Bollinger Band at -6.00.", { ...subject, features })).toEqual([
      "wrong_figure",
    ]);
  });

  it("gives any text a verdict that agrees with itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const verdict = checkText(text, subject);
        expect(verdict.grounded).toBe(verdict.violations.length === 0);
        for (const violation of verdict.violations) expect(violation.reason).not.toBe("");
      }),
    );
  });
});
