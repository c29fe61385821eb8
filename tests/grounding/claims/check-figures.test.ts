import { describe, expect, it } from "vitest";
import type { Features } from "../../../src/features/index.ts";
import { checkFigures } from "../../../src/grounding/claims/check-figures.ts";
import type { Facts } from "../../../src/grounding/facts.ts";
import type { Sentence } from "../../../src/grounding/reading/reading.ts";
import type { ViolationKind } from "../../../src/grounding/verdict.ts";
import { noFigures } from "../../features/figure-samples.ts";
import { factsWith, kindsOf, readSentence } from "./violations-of.ts";

const check = (sentence: Sentence, facts: Facts) => checkFigures(sentence, undefined, facts);

type Case = readonly [text: string, figures: Partial<Features>];

const truths: readonly Case[] = [
  ["The close is 50,250", {}],
  ["It closed at $50.25k", {}],
  ["It trades at about 50,000", {}],
  ["The RSI is 65", {}],
  ["The RSI of 65 is below 70", {}],
  ["The upper band stands at 51,000", {}],
  ["The bands are 49,000-51,000", {}],
  ["The range is 49.5k to 51.5k", {}],
  ["The daily range of 2,000 is wide", {}],
  ["The high and low are 51,500 and 49,500", {}],
  ["Buying momentum of 1,000 beats selling momentum of 500", {}],
  ["Sellers trail buyers, 500 to 1,000", {}],
  ["It fell by 1,250 over 24 hours", {}],
  ["It is down 2.43 % over 24 hours", {}],
  ["A change of -2.43 % over 24 hours stands", {}],
  ["It rose 500 in the last candle", {}],
  ["Volume rose by 100", {}],
  ["Volume rose by 100 BTC", {}],
  ["The close is 150 above the EMA", {}],
  ["The close is 0.3 % above the EMA", {}],
  ["Buying momentum is 2x selling momentum", {}],
  ["The ratio of 2:1 favours buying momentum over selling momentum", {}],
  ["It opened at 51,500", {}],
  ["The RSI is 5 points below 70", {}],
  ["200 of 288 candles", { candle_count: 200 }],
  ["The 288 candles are all here", {}],
  ["The RSI is 65 out of 100", {}],
  ["The RSI is near 70", {}],
  ["It fell from 51,500 to 50,250", {}],
  ["The last candle gained 1.01 %", {}],
  ["It has the 3rd candle", {}],
  ["The lower band is -0.30", { bollinger_lower: -0.3, last_close: 1 }],
  ["The lower band is minus 0.3", { bollinger_lower: -0.3, last_close: 1 }],
  ["The bands run from -0.30 to 2.50", { bollinger_lower: -0.3, bollinger_upper: 2.5, last_close: 1 }],
  ["It changed by 0.00 over 24 hours", { change_24h: 0, change_24h_pct: 0, price_change: 0 }],
  ["It rose 0.00 % over 24 hours", { change_24h: 0, change_24h_pct: 0, price_change: 0 }],
  ["It fell 0.00 % over 24 hours", { change_24h: 0, change_24h_pct: 0, price_change: 0 }],
  ["It closed at 0.000009996", { last_close: 0.000009996 }],
  ["It closed at 9.996e-6", { last_close: 0.000009996 }],
  ["It closed at 0.00001", { last_close: 0.000009996 }],
];

const untruths: readonly (readonly [kind: ViolationKind, text: string, figures: Partial<Features>])[] = [
  ["wrong_figure", "The close is 50,251", {}],
  ["wrong_figure", "The 5-candle average is 0", {}],
  ["wrong_figure", "The close is 51,000", {}],
  ["wrong_figure", "The RSI is 66", {}],
  ["wrong_figure", "The RSI is 70", {}],
  ["wrong_figure", "The bands are 49,500-51,000", {}],
  ["wrong_figure", "The range is 49.5k to 52.5k", {}],
  ["wrong_figure", "The daily range of 2,100 is wide", {}],
  ["wrong_figure", "The high is 49,500 and the low 51,500", {}],
  ["wrong_figure", "Buying momentum of 500 lags", {}],
  ["wrong_sign", "It rose by 1,250 over 24 hours", {}],
  ["wrong_sign", "It is up 2.43 % over 24 hours", {}],
  ["wrong_sign", "A change of +2.43 % over 24 hours stands", {}],
  ["wrong_sign", "Volume fell by 100", {}],
  ["wrong_sign", "It rose by -1,250 over 24 hours", {}],
  ["wrong_figure", "It rose by 1,250 in the last candle", {}],
  ["unknown_figure", "It fell by 3 % over 24 hours", {}],
  ["wrong_unit", "The close is €50,250", {}],
  ["wrong_unit", "Volume fell by 100 %", {}],
  ["invented", "The volume is 123", {}],
  ["wrong_figure", "The close is 160 above the EMA", {}],
  ["wrong_figure", "It opened at 51,000", {}],
  ["wrong_figure", "It opened at 51,000", noFigures],
  ["wrong_figure", "The average is -50,000", {}],
  ["wrong_figure", "The RSI is -65", {}],
  ["wrong_figure", "The lower band is 0.30", { bollinger_lower: -0.3, last_close: 1 }],
  ["wrong_figure", "The lower band is -0.50", { bollinger_lower: -0.3, last_close: 1 }],
  ["wrong_figure", "It closed at 0.000009997", { last_close: 0.000009996 }],
  ["wrong_figure", "It closed at 0.00009996", { last_close: 0.000009996 }],
  ["wrong_figure", "The RSI is 65", { rsi: null }],
  ["wrong_figure", "The close is 50,250", noFigures],
  ["unknown_figure", "There is 12,345 ahead", {}],
  ["unknown_figure", "It rose 0.01 % over 24 hours", { change_24h: 0, change_24h_pct: 0, price_change: 0 }],
  ["wrong_unit", "There is $65 of it", {}],
  ["wrong_sign", "There is a figure of 2.43 %", {}],
];

describe("checkFigures", () => {
  it.each(truths)("passes %j with %j", (text, figures) => {
    expect(kindsOf(check, text, figures)).toEqual([]);
  });

  it.each(untruths)("finds %s in %j with %j", (kind, text, figures) => {
    expect(kindsOf(check, text, figures)).toContain(kind);
  });

  it("judges a currency by what the product is quoted in", () => {
    expect(kindsOf(check, "It closed at €50,250", {}, "BTC-EUR")).toEqual([]);
    expect(kindsOf(check, "It closed at $50,250", {}, "BTC-EUR")).toEqual(["wrong_unit"]);
    expect(kindsOf(check, "It closed at 50,250.00 USD", {}, "BTC-USDC")).toEqual([]);
    expect(kindsOf(check, "It closed at £50,250", {}, "BTC-GBP")).toEqual([]);
    expect(kindsOf(check, "It closed at ¥50,250", {}, "BTC-USD")).toEqual(["wrong_unit"]);
  });

  it("goes on about what the sentence before has named", () => {
    const facts = factsWith();
    const [first, second] = [readSentence("The EMA differs"), readSentence("It is a gap of 150")];
    expect(checkFigures(second, first, facts)).toEqual([]);
    expect(checkFigures(second, undefined, facts).map(({ kind }) => kind)).not.toEqual([]);
    const volume = readSentence("Volume changed");
    expect(checkFigures(readSentence("It rose by 100"), volume, facts)).toEqual([]);
  });

  it("names the words, the reason and the nearest true value", () => {
    const [violation] = checkFigures(readSentence("BTC-USD has an upper band at 51,500 today"), undefined, factsWith());
    expect(violation).toEqual({
      kind: "wrong_figure",
      words: "an upper band at 51,500 today",
      reason: '"51,500" is not what it is named as. The upper Bollinger Band is 51000.00.',
    });
    const [unknown] = checkFigures(readSentence("A break above 60,000 may follow"), undefined, factsWith());
    expect(unknown?.reason).toContain("names a level that is none of the figures. The high of the day is 51500.00.");
    const [none] = checkFigures(readSentence("The RSI is 65"), undefined, factsWith({ rsi: null }));
    expect(none?.reason).toContain("No figure of that name is given.");
  });
});
