import { describe, expect, it } from "vitest";
import { readText } from "../../../src/grounding/reading/reading.ts";
import { factsWith } from "../claims/violations-of.ts";

const read = (text: string, productId = "BTC-USD") => readText(text, factsWith({}, productId));

const unitsOf = (text: string, productId: string) =>
  read(text, productId).flatMap(({ quantities }) => quantities.map(({ unit }) => unit));

describe("readText", () => {
  it("reads a text sentence by sentence, in its own words and in lower case", () => {
    expect(read("**BTC-USD** Rose. It fell.").map(({ text, lower }) => [text, lower])).toEqual([
      ["BTC-USD Rose.", "btc-usd rose."],
      ["It fell.", "it fell."],
    ]);
  });

  it("masks the product's names, and keeps every place", () => {
    expect(read("BTC-USD, or Bitcoin, rose").map(({ unnamed }) => unnamed)).toEqual(["      @, or       @, rose"]);
  });

  it.each([
    "The RSI (14) is high",
    "The RSI(14) is high",
    "The EMA5 is high",
    "The 14-period RSI is high",
    "The Bollinger Bands (5, 2) are wide",
    "Bands at ±2 standard deviations",
    "It trades 24/7",
    "At 12:00 UTC on 2026-11-22",
    "Over 24 hours",
    "BIT-24APR26-CDE rose",
  ])("finds no figure in %j", (text) => {
    expect(read(text, "BIT-24APR26-CDE").flatMap(({ quantities }) => quantities)).toEqual([]);
  });

  it("quotes a number as the text writes it", () => {
    const [sentence] = read("It closed at 50.25K.");
    expect(sentence?.quantities.map(({ text, size }) => [text, size])).toEqual([["50.25K", 50_250]]);
  });

  it("takes a symbol for a unit only if it is no word of its own", () => {
    expect(unitsOf("The volume rose by 5 BTC", "BTC-USD")).toEqual(["base"]);
    expect(unitsOf("The volume rose by 5 near", "NEAR-USD")).toEqual([null]);
  });
});
