import { describe, expect, it } from "vitest";
import { collectFacts } from "../../src/grounding/facts.ts";
import { dimensionOf, isQuoteUnit, readsAs, readsAsOrBounds, unitFits } from "../../src/grounding/figure-values.ts";
import { findQuantities } from "../../src/grounding/reading/find-quantities.ts";
import { noFigures } from "../features/figure-samples.ts";

function quantity(text: string) {
  const [found] = findQuantities(text, [], { base: "btc", quote: "usd" });
  if (found === undefined) throw new Error(`${text} holds no number`);
  return found;
}

describe("a written number reads as a value", () => {
  it.each([
    ["50.1k", 50_149, true],
    ["50.1k", 50_151, false],
    ["50100.00", 50_100.004, true],
    ["50100.00", 50_100.006, false],
    ["33,133", 33_132.99, true],
    ["about 33,100", 33_132.99, true],
    ["33,100", 33_132.99, false],
    ["about 30,000", 33_132.99, false],
    ["0.000009996", 0.0000099961, true],
    ["0.00000999", 0.0000099961, false],
  ])("%s of %d: %s", (text, value, reads) => {
    expect(readsAs(quantity(text), value)).toBe(reads);
  });

  it("also as it was shown, and as the shown text without its end", () => {
    expect(readsAs(quantity("0.5"), 0.449, "0.45")).toBe(true);
    expect(readsAs(quantity("33,520"), 33_520.904, "33520.90")).toBe(true);
    expect(readsAs(quantity("41"), 41.684, "41.68")).toBe(false);
    expect(readsAs(quantity("41.67"), 41.678, "41.68")).toBe(false);
  });

  it.each([
    ["more than 8%", 8.7, true],
    ["more than 8%", 7.4, false],
    ["more than 2%", 8.7, false],
    ["nearly 9%", 8.4, true],
    ["nearly 9%", 9.6, false],
  ])("or as its bound: %s of %d: %s", (text, value, reads) => {
    expect(readsAsOrBounds(quantity(text), value)).toBe(reads);
  });
});

describe("the unit of a number", () => {
  const facts = collectFacts("BTC-USDC", noFigures);

  it.each([
    ["percent", "percent", true],
    ["percent", "price", false],
    ["usd", "price", true],
    ["usd", "momentum", true],
    ["usd", "percent", false],
    ["usd", "volume", false],
    ["eur", "price", false],
    ["base", "volume", true],
    ["base", "price", false],
    ["points", "rsi", true],
    ["points", "volume", false],
    ["times", "momentum", false],
    [null, "rsi", true],
    ["quote", "price", true],
    ["quote", "rsi", false],
  ] as const)("%s fits a %s: %s", (unit, dimension, fits) => {
    expect(unitFits(unit, dimension, facts)).toBe(fits);
  });

  it("may be a currency that the quote is pegged to", () => {
    expect([isQuoteUnit("usd", "usdt"), isQuoteUnit("eur", "usd"), isQuoteUnit("jpy", "jpy")]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("decides what can be compared", () => {
    expect([
      dimensionOf("ema"),
      dimensionOf("rsi"),
      dimensionOf("volume_change"),
      dimensionOf("buying_momentum"),
    ]).toEqual(["price", "rsi", "volume", "momentum"]);
  });
});
