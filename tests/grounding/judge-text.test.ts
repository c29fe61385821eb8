import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeText } from "../../src/grounding/check-text.ts";
import { maxMessageCharacters, maxPostedCharacters } from "../../src/grounding/chat-limits.ts";
import { writePlainInsight } from "../../src/grounding/plain-insight.ts";
import { maxTextCharacters } from "../../src/grounding/reading/reading-limits.ts";
import { allFigures } from "../features/figure-samples.ts";
import { chatActions } from "./chat-oracle.ts";

const subject = { productId: "BTC-USD", maxWords: 100, features: allFigures };
const sound = "BTC-USD changed hands all day.";
const kindsOf = (text: string) => judgeText(text, subject).verdict.violations.map(({ kind }) => kind);
/** The bytes of a verdict as it is kept. */
const bytesOf = (text: string) => Buffer.byteLength(JSON.stringify(judgeText(text, subject).verdict));
const maxVerdictBytes = 16_384;

describe("a text that is judged", () => {
  it("is given back as it may be posted, with the verdict on that", () => {
    expect(judgeText(` \uFEFF${sound}\r\n`, subject)).toEqual({
      text: sound,
      verdict: { grounded: true, violations: [] },
    });
  });

  it("is refused unread where it has more than 8000 characters", () => {
    const { text, verdict } = judgeText(`${sound} `.repeat(267), subject);
    expect(text).toBe("");
    expect(verdict.violations).toEqual([
      { kind: "too_long", words: "", reason: "The text has more than 8000 characters and was not read." },
    ]);
    expect(kindsOf(sound.padEnd(8_000))).toEqual([]);
    expect(kindsOf(sound.padEnd(8_001))).toEqual(["too_long"]);
  });

  it("is judged whole: what follows a sound sentence counts, however long it is", () => {
    const endless = `${sound} ${"and so on ".repeat(267)}`.trim();
    const { text, verdict } = judgeText(endless, subject);
    expect(text).toBe(endless);
    expect(verdict.violations.map(({ kind }) => kind)).toEqual(["too_long", "not_understood"]);
  });

  it("is refused where a chat has no room for it, even in a hundred words", () => {
    const words = Array.from({ length: 40 }, () => `${"calm".repeat(11)} ${"x".repeat(20)}.`).join(" ");
    expect(words.length).toBeGreaterThan(maxPostedCharacters);
    expect(kindsOf(`BTC-USD is ${words}`)).toContain("too_long");
    expect(maxMessageCharacters - maxPostedCharacters).toBeGreaterThanOrEqual(120);
  });

  it.each(["$. ", "-; ", "- % ( ", "...\n"])("is not posted where %j over and over leaves its end unread", (sign) => {
    expect(kindsOf(`${sound} ${sign.repeat(200)}It rests.`)).toContain("not_understood");
  });

  it.each([
    ["a sentence of more than 600 characters", `${sound} It ${"is calm and ".repeat(50)}so.`],
    ["a word of more than 80 characters", `${sound} It is ${"x".repeat(81)}.`],
    ["a sentence of more than 50 numbers", `${sound} ${"7 ".repeat(51)}.`],
    ["a sentence that names more than 40 figures", `${sound} ${"ema ".repeat(41)}.`],
    ["a character that stands for eighteen", `${sound} ${"\uFDFA".repeat(1_000)}`],
  ])("is not understood with %s", (_, text) => {
    expect(kindsOf(text)).toContain("not_understood");
  });

  it.each([
    "@everyone",
    "@all",
    "<@1>",
    "||not||",
    "~~not~~",
    "<t:1609718400:R>",
    "bit.ly/x",
    "evil.shop/claim",
    "evil.com",
    "[calm](https://x.y)",
    "<b>calm</b>",
  ])("is refused where it holds %j", (markup) => {
    expect(kindsOf(`${sound} It is ${markup} now.`)).toContain("markup");
  });

  it.each([
    "**BTC-USD** changed hands all day.",
    "- BTC-USD changed hands all day.",
    `${sound} It rests.BTC-USD is calm.`,
  ])("is posted with dress that hides nothing: %j", (text) => {
    expect(kindsOf(text)).toEqual([]);
  });

  it("is judged in the letters that are posted", () => {
    const { text } = judgeText("BTC-USD n\u00ADo\u200Bt ov\u034Ferbought ５０", subject);
    expect(text).toBe("BTC-USD not overbought 50");
  });
});

describe("a verdict", () => {
  const units = [
    "$7",
    "$7 ",
    "$7. ",
    "5% ",
    "Overbought. ",
    "ETH-USD ",
    "ETH-USD. ",
    "12:34 ",
    "Tesla macd. ",
    '\\" ',
    '"\\',
    "\0",
    "\uD83D",
    "四 ",
    "\uFDFA",
    "@x ",
    "Buy now. ",
    "The EMA is 7. ",
    `${"﷽".repeat(30)}. `,
    `${"四".repeat(70)} macd. `,
  ];

  it.each(units)("on 8000 characters of %j has less than 16 KB", (unit) => {
    for (const start of ["", "BTC-USD ", "Sure! "]) {
      expect(bytesOf(`${start}${unit.repeat(8_000 / unit.length)}`.slice(0, maxTextCharacters))).toBeLessThan(
        maxVerdictBytes,
      );
    }
  });

  it("on any text has less than 16 KB, halves no character, and judges the posted text the same again", () => {
    const piece = fc.oneof(fc.constantFrom(...units), fc.string({ unit: "binary", maxLength: 30 }));
    const text = fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join("").slice(0, maxTextCharacters));
    fc.assert(
      fc.property(text, (answer) => {
        const judged = judgeText(answer, subject);
        expect(Buffer.byteLength(JSON.stringify(judged.verdict))).toBeLessThan(maxVerdictBytes);
        for (const { words, reason } of judged.verdict.violations) {
          expect(`${words}${reason}`.isWellFormed()).toBe(true);
          expect(reason).not.toBe("");
        }
        const { text: posted, verdict } = judged;
        expect(verdict.grounded ? chatActions(posted) : []).toEqual([]);
        expect(judgeText(verdict.grounded ? posted : answer, subject)).toEqual(judged);
      }),
      { numRuns: 300 },
    );
  });

  it("still holds the plain insight", () => {
    const insight = writePlainInsight("BTC-USD", allFigures);
    expect(judgeText(insight, subject)).toEqual({ text: insight, verdict: { grounded: true, violations: [] } });
  });
});
