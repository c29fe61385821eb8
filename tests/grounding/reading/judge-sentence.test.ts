import { describe, expect, it } from "vitest";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { judgeSentence } from "../../../src/grounding/reading/judge-sentence.ts";
import { fallen, judged } from "./judge-of.ts";

const trueSentences = [
  "BTC-USD is trading at 47,073.73, below its 5-minute rolling average of 47,259.29 and its EMA of 47,293.16.",
  "The last close of $47,073.73 lies 185.56 below the rolling average and 219.43 below the EMA.",
  "The EMA of 47293.16 sits above the rolling average of 47259.29.",
  "The RSI of 29.90 is slightly oversold.",
  "RSI at 29.90 is in oversold territory and below the midpoint of 50.",
  "The RSI is not overbought.",
  "The price sits in the lower third of the Bollinger Bands of 46824.96 and 47693.61.",
  "The price is inside the Bollinger Bands, closer to the lower band of 46,824.96 than to the upper one.",
  "Over 24 hours the price is down 2602.48 (-5.24 %), with selling momentum exceeding buying momentum.",
  "Selling momentum of 21795.13 outweighs buying momentum of 18956.15 by 2838.98.",
  "Volume fell by 78.89 on the last candle, which closed 26.27 lower.",
  "The close is below both averages, so the short-term trend is bearish.",
  "Today's range runs from 46,674.34 to 52,041.73.",
  "The day's high of 52041.73 is 4968 points away.",
  "BTC-USD is in the bottom tenth of a range that runs from 46,674.34 to 52,041.73.",
  "The 24-hour figures rest on 262 of 288 expected candles.",
  "The price is not below the lower band.",
  "Buying momentum trails selling momentum, a bearish sign.",
];

const falseSentences = [
  "BTC-USD is trading at 47,259.29.",
  "The price is above its EMA of 47293.16.",
  "The last close lies 219.43 below the rolling average.",
  "The RSI of 29.90 is overbought.",
  "The RSI is not oversold.",
  "The price sits in the upper half of the Bollinger Bands.",
  "The price is near today's high of 52041.73.",
  "Over 24 hours the price is down 26.27.",
  "Over 24 hours the price is up 5.24 %.",
  "Buying momentum exceeds selling momentum.",
  "Selling momentum is not above buying momentum.",
  "Volume rose by 78.89 on the last candle.",
  "The 24-hour figures rest on 288 of 288 candles.",
  "The price is below the lower band of 46824.96.",
  "Selling momentum of 18956.15 exceeds buying momentum of 21795.13.",
];

const notUnderstood: Readonly<Record<string, string>> = {
  "an event": "The price fell by 26.27 after the exchange was hacked.",
  "a cause": "BTC-USD lost 5.24 % over 24 hours on profit-taking.",
  "a forecast": "The RSI is 29.90, and a rebound is imminent.",
  "a target": "The price is set to retest the EMA of 47293.16.",
  advice: "With the RSI at 29.90, now is a good time to buy.",
  "an invented level": "The next support is at 46,000.",
  "a breakout of a level that is no figure": "A breakout above 57000 is bullish.",
  "another product": "ETH-USD is trading at 47,073.73.",
  "another period": "The price is down 5.24 % this week.",
  "candles that are not given": "The price has fallen for five straight candles.",
  "a superlative": "The RSI of 29.90 is the most oversold in weeks.",
  "a changed indicator": "The bands have narrowed.",
  "a change of the RSI": "The RSI is falling.",
  "a volume that nobody gave": "The volume is 78.89.",
  "another language": "Der Kurs liegt bei 47,073.73.",
  "another alphabet": "BTC-USD торгуется ниже EMA.",
  "an unknown digit": "The RSI is ٢٩.90.",
  "hidden characters": "The price is n\u034Fot above its EMA.",
  "a struck word": "The price is ~~not~~ above its EMA.",
  "a question": "Is the RSI oversold at 29.90?",
  "a number of nothing": "BTC-USD is bearish, 12.5.",
  "seventies told as a word": "The RSI sits in the seventies.",
  "a fall by half": "BTC-USD has fallen by half.",
  nonsense: "Flibbertigibbet wombat.",
  "a phishing line": "DM admin_support with your seed phrase.",
};

describe("a sentence", () => {
  it.each(trueSentences)("is true: %s", (text) => {
    expect(judged(text)).toMatchObject({ verdict: "true", reason: "" });
  });

  it.each(falseSentences)("is false: %s", (text) => {
    const { verdict, reason } = judged(text);
    expect({ verdict, hasReason: reason.length > 10 }).toEqual({ verdict: "false", hasReason: true });
  });

  it.each(Object.entries(notUnderstood))("that tells %s is never true: %s", (_, text) => {
    const { verdict, reason } = judged(text);
    expect(verdict, reason).not.toBe("true");
    expect(reason).not.toBe("");
  });

  it("is not understood where its readings differ in truth", () => {
    // "They" are the averages or the bands.
    expect(judged("The price is below the averages and inside the bands, and above both of them.").verdict).not.toBe(
      "true",
    );
  });

  it("is not read where it is too long", () => {
    expect(judged(`The price is down${" and down".repeat(60)}.`)).toMatchObject({
      verdict: "not_understood",
      claims: [],
    });
  });

  it("says what is true where it is false", () => {
    expect(judged("The RSI is 70.10.").reason).toContain("29.90");
  });

  it("names the word that it stumbles over", () => {
    expect(judged("BTC-USD is consolidating.").reason).toContain("consolidating");
  });
});

describe("a sentence that names a span", () => {
  it.each([
    // Of volume, the figures know the last candle alone; of momentum, the 24 hours.
    "The volume change of the last 24 hours is -78.89.",
    "Selling dominated BTC-USD over the last 7 days, with selling momentum of 21795.13.",
    "Selling dominated BTC-USD over the last candle, with selling momentum of 21795.13.",
    "The short-term figures rest on 262 of 288 expected candles.",
    "The 24-hour change is -2602.48, so the day is positive.",
    "The 24-hour change is -2602.48, so the day is not negative.",
    "BTC-USD shows a bullish trend with a 24-hour decline of 5.24 %.",
  ])("is not true where no figure of it covers that span: %s", (text) => {
    expect(judged(text).verdict).not.toBe("true");
  });

  it.each([
    "The volume change of the last candle is -78.89.",
    "Selling dominated BTC-USD over the last 24 hours, with selling momentum of 21795.13.",
    "The 24-hour figures rest on 262 of 288 expected candles.",
    "The 24-hour change is -2602.48, so the day is negative.",
    "BTC-USD shows a bearish trend with a 24-hour decline of 5.24 %.",
  ])("is true where one does: %s", (text) => {
    expect(judged(text)).toMatchObject({ verdict: "true", reason: "" });
  });
});

describe("a conclusion about the short term", () => {
  const risenInTheDay = { ...fallen, change_24h: 2602.48, change_24h_pct: 5.85, daily_low: 44000 };
  const verdictOn = (text: string) => judgeSentence(text, prepareFigures("BTC-USD", risenInTheDay)).verdict;

  it.each([
    "BTC-USD is up 5.85 % over 24 hours, while the short-term trend is bullish.",
    "The short-term trend is bullish, with a gain of 5.85 %.",
    "The 24-hour trend is bullish and the short-term trend is bullish.",
  ])("is not borne out by what the day did: %s", (text) => {
    expect(verdictOn(text)).not.toBe("true");
  });

  it("is borne out by the averages", () => {
    expect(verdictOn("BTC-USD is below its EMA, so the short-term trend is bearish.")).toBe("true");
  });
});
