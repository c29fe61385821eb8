import { describe, expect, it } from "vitest";
import { namesOf, otherAssets } from "../../src/grounding/known-assets.ts";
import { isPlainSymbol, productWords } from "../../src/grounding/product-words.ts";
import { findSpans } from "../../src/grounding/reading/span.ts";

const found = (text: string, pattern: RegExp) => findSpans(text, pattern).map((span) => span.text);

describe("productWords", () => {
  it.each([
    ["BTC-USD", "BTC-USD BTC/USD BTCUSD btc-usd BTC btc Bitcoin bitcoin BITCOIN", 9],
    ["BTC-USD", "BTCs abtc Bitcoins BTC-denominated", 0],
    ["NEAR-USD", "NEAR near NEAR-USD", 2],
    ["00-USD", "00 00-USD 00USD", 2],
    ["BIT-24APR26-CDE", "BIT-24APR26-CDE BIT-24APR26 BIT bit", 3],
    ["O-F", "OF O-F O/F", 2],
  ])("finds %s by its own names in %j", (productId, text, count) => {
    expect(found(text, productWords(productId).own)).toHaveLength(count);
  });

  it.each([
    ["BTC-USD", "ETH and SOL-USD, LTC/EUR", ["ETH", "SOL-USD", "LTC/EUR"]],
    ["BTC-USD", "BTC BTC-USD LINK NEAR USD RSI EMA", []],
    ["ETH-BTC", "ETH-BTC in BTC", []],
    ["ETH-BTC", "SOL", ["SOL"]],
  ])("finds other symbols than those of %s in %j", (productId, text, symbols) => {
    expect(found(text, productWords(productId).otherSymbols)).toEqual(symbols);
  });

  it.each([
    ["BTC-USD", "ethereum and litecoin", ["ethereum", "litecoin"]],
    ["BTC-USD", "bitcoin ripple avalanche tether", []],
    ["LTC-USD", "bitcoin", ["bitcoin"]],
  ])("finds other names than those of %s in %j", (productId, text, names) => {
    expect(found(text, productWords(productId).otherNames)).toEqual(names);
  });

  it("gives the same patterns again, and works on after a thousand products", () => {
    expect(productWords("BTC-USD")).toBe(productWords("BTC-USD"));
    for (let index = 0; index <= 1_000; index += 1) productWords(`P${index}-USD`);
    expect(found("BTC", productWords("BTC-USD").own)).toEqual(["BTC"]);
  });
});

describe("isPlainSymbol", () => {
  it.each([
    ["BTC", true],
    ["1INCH", true],
    ["NEAR", false],
    ["OP", false],
    ["000", false],
  ])("tells whether %s is no word: %s", (symbol, isPlain) => {
    expect(isPlainSymbol(symbol)).toBe(isPlain);
  });
});

describe("the known assets", () => {
  it("have names, and are none of the others", () => {
    expect(namesOf("BTC")).toEqual(["bitcoin"]);
    expect(namesOf("UNHEARD-OF")).toEqual([]);
    expect(otherAssets("BTC").symbols).not.toContain("BTC");
    expect(otherAssets("BTC").names).not.toContain("bitcoin");
    expect(otherAssets("POL").names).not.toContain("polygon");
  });
});
