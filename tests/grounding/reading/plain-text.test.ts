import { describe, expect, it } from "vitest";
import { lowerAscii, splitSentences, toPlainText } from "../../../src/grounding/reading/plain-text.ts";

describe("toPlainText", () => {
  it.each([
    ["**BTC** is `up` ~~5~~", "BTC is up 5"],
    ["_BTC_ has snake_case", "BTC has snake_case"],
    ["- up\n• down\n1. flat\n## Title", "up\ndown\nflat\nTitle"],
    ["\u22125 and \u20125 and \uFF0D5", "-5 and -5 and -5"],
    ["5\u2011minute and 5\u2010minute", "5-minute and 5-minute"],
    ["50\u00A0250 and 50\u202F250", "50,250 and 50,250"],
    ["50'250 and 1’250’000", "50,250 and 1,250,000"],
    ["50 250 dollars, 1 250 000.00", "50,250 dollars, 1,250,000.00"],
    ["2026 500, 12:00 500 and 5.25 500", "2026 500, 12:00 500 and 5.25 500"],
    ["５０", "50"],
    ["it’s “up”", `it's "up"`],
    ["buying vs. selling, approx. 5", "buying vs selling, approx 5"],
    ["  a \t b  ", "a b"],
  ])("reads %j as %j", (text, plain) => {
    expect(toPlainText(text)).toBe(plain);
  });
});

describe("lowerAscii", () => {
  it("keeps every character in its place", () => {
    expect(lowerAscii("BTC İA Ä")).toBe("btc İa Ä");
  });
});

describe("splitSentences", () => {
  it.each([
    ["It rose. It fell!", ["It rose.", "It fell!"]],
    ["It closed at 5.25. RSI is 65.00.", ["It closed at 5.25.", "RSI is 65.00."]],
    ["Up; down\nflat", ["Up", "down", "flat"]],
    ['He said "up." Then (down.) Flat', ['He said "up."', "Then (down.)", "Flat"]],
    ["It rose. $5 is the gain", ["It rose.", "$5 is the gain"]],
    ["It rose by approx. a bit", ["It rose by approx. a bit"]],
    [" ;\n; ", []],
  ])("splits %j", (text, sentences) => {
    expect(splitSentences(text)).toEqual(sentences);
  });
});
