import { describe, expect, it } from "vitest";
import { judgeText } from "../../../src/grounding/reading/judge-text.ts";
import { divided, fallen } from "./judge-of.ts";

const judge = (text: string, maxWords = 100) => judgeText(text, { productId: "BTC-USD", maxWords, features: fallen });

const close = "BTC-USD is trading at 47,073.73, below its rolling average of 47,259.29 and its EMA of 47,293.16.";
const rsi = "The RSI of 29.90 is in oversold territory.";
const balance = "Selling momentum of 21795.13 exceeds buying momentum of 18956.15.";
const wrong = "The price is above the upper Bollinger Band.";

describe("an answer", () => {
  it("of true sentences is posted as it is", () => {
    expect(judge(`${close} ${rsi}`)).toMatchObject({ grounded: true, posted: `${close} ${rsi}`, why: null });
  });

  it("loses a sentence that is false", () => {
    expect(judge(`${close} ${wrong} ${balance}`)).toMatchObject({ grounded: false, posted: `${close} ${balance}` });
  });

  it("loses a sentence that is not understood, such as its introduction", () => {
    const { posted, sentences } = judge(`Sure, here is the insight!\n${close} ${balance}`);
    expect(posted).toBe(`${close} ${balance}`);
    expect(sentences.map(({ verdict }) => verdict)).toEqual(["not_understood", "true", "true"]);
  });

  it("loses what leans on a left-out sentence", () => {
    const leaning = "It also trades below its EMA of 47293.16.";
    expect(judge(`${balance} ${close} ${wrong} ${leaning}`).posted).toBe(`${balance} ${close}`);
    expect(judge(`${balance} ${close} ${leaning}`).posted).toBe(`${balance} ${close} ${leaning}`);
  });

  it("loses a word that joins a sentence to a left-out one", () => {
    expect(judge(`${close} ${wrong} However, the RSI of 29.90 is in oversold territory.`).posted).toBe(
      `${close} The RSI of 29.90 is in oversold territory.`,
    );
  });

  it("gets its product back", () => {
    const nameless = "Its last close of 47,073.73 is below the rolling average of 47,259.29.";
    expect(judge(`${nameless} ${balance}`).posted).toBe(`BTC-USD's${nameless.slice(3)} ${balance}`);
    expect(judge(`${rsi} ${balance}`).posted).toBe(`BTC-USD: ${rsi} ${balance}`);
    expect(judge(`It is trading below its EMA of 47,293.16. ${balance}`).posted).toMatch(/^BTC-USD is trading below/);
  });

  it("of which too little remains is not posted", () => {
    expect(judge(`${close} ${wrong}`)).toMatchObject({ posted: null, why: "Too little of the answer is true." });
    expect(judge(`${wrong} ${wrong}`)).toMatchObject({ posted: null, why: "No sentence of the answer is true." });
    expect(judge(`${rsi} ${wrong} ${rsi}`).posted).toBeNull();
  });

  it("of which the other half was left out is not posted", () => {
    const bullish = {
      ...fallen,
      change_24h: 2602.48,
      change_24h_pct: 5.2389,
      buying_momentum: 22000,
      rsi: 60.1,
      rolling_avg: 47259.286,
    };
    const text = `The price is up 5.24 % over 24 hours, with buying momentum exceeding selling momentum. Buying momentum of 22000.00 exceeds selling momentum of 21795.13. It closed below its EMA and is collapsing.`;
    expect(judgeText(text, { productId: "BTC-USD", maxWords: 100, features: bullish })).toMatchObject({
      posted: null,
      why: "What was left out speaks against what remains.",
    });
  });

  it("loses a false sentence on a neutral RSI, for that is no other half", () => {
    const kept =
      "LTC-USD is up 3.62 % over 24 hours and closed at 60.89. Buying momentum of 17.60 outweighs selling momentum of 15.63 over 24 hours.";
    const verdict = judgeText(`${kept} The RSI of 47.67 is oversold.`, {
      productId: "LTC-USD",
      maxWords: 100,
      features: divided,
    });
    expect(verdict.posted).toBe(kept);
  });

  it.each([
    ["is true where that is the day", "LTC-USD is up 3.62 % over 24 hours.", "true"],
    ["is not understood where that is the last candle", "LTC-USD is down 0.21 in the last candle.", "not_understood"],
    ["is not understood where that is false", "LTC-USD is down 3.62 % over 24 hours.", "not_understood"],
  ])("that speaks of the same period as the sentence before %s", (_, first, expected) => {
    const text = `${first} Buying momentum of 17.60 exceeds selling momentum of 15.63 over the same period.`;
    const { sentences } = judgeText(text, { productId: "LTC-USD", maxWords: 100, features: divided });
    expect(sentences[1]?.verdict).toBe(expected);
  });

  it("of too many words loses its last sentences", () => {
    const { posted, grounded } = judge(`${close} ${balance} ${rsi} ${close} ${balance}`, 40);
    expect(grounded).toBe(true);
    expect(posted).toBe(`${close} ${balance} ${rsi}`);
  });

  it.each([
    ["nothing", "  "],
    ["JSON", '{"text": "The RSI is 29.90."}'],
    ["a tool call", '<tool_call>{"name": "post"}</tool_call>'],
    ["a fence", "```\nThe RSI is 29.90.\n```"],
    ["a refusal", "I'm sorry, but I can't provide financial advice about BTC-USD."],
    [
      "an echo of the prompt",
      "You are a professional stock broker. BTC-USD stock has a 5-minute rolling average of 47259.29.",
    ],
    ["more than 8 000 characters", `${close} ${rsi} `.repeat(70)],
  ])("that is %s is no text", (_, text) => {
    const verdict = judge(text);
    expect(verdict).toMatchObject({ grounded: false, posted: null, sentences: [] });
    expect(verdict.why).not.toBeNull();
  });

  it("has a bounded verdict", () => {
    expect(JSON.stringify(judge("$7 ".repeat(2_600))).length).toBeLessThan(64_000);
    expect(JSON.stringify(judge("RSI 29.90. ".repeat(700))).length).toBeLessThan(64_000);
  });
});
