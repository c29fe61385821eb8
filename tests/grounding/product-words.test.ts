import { describe, expect, it } from "vitest";
import { namesOf, otherAssets } from "../../src/grounding/known-assets.ts";
import { findOtherNames, findOtherSymbols, isPlainSymbol, ownWords } from "../../src/grounding/product-words.ts";
import { findSpans } from "../../src/grounding/reading/span.ts";

const found = (text: string, pattern: RegExp) => findSpans(text, pattern).map((span) => span.text);

describe("the words of a product", () => {
  it.each([
    ["BTC-USD", "BTC-USD BTC/USD BTCUSD btc-usd BTC btc Bitcoin bitcoin BITCOIN", 9],
    ["BTC-USD", "BTCs abtc Bitcoins BTC-denominated", 0],
    ["NEAR-USD", "NEAR near NEAR-USD", 2],
    ["00-USD", "00 00-USD 00USD", 2],
    ["BIT-24APR26-CDE", "BIT-24APR26-CDE BIT-24APR26 BIT bit", 3],
    ["O-F", "OF O-F O/F", 2],
  ])("finds %s by its own names in %j", (productId, text, count) => {
    expect(found(text, ownWords(productId))).toHaveLength(count);
  });

  it.each([
    ["BTC-USD", "ETH and SOL-USD, LTC/EUR", ["ETH", "SOL-USD", "LTC/EUR"]],
    ["BTC-USD", "BTC BTC-USD LINK NEAR USD RSI EMA", []],
    ["ETH-BTC", "ETH-BTC in BTC", []],
    ["ETH-BTC", "SOL", ["SOL"]],
    ["BTC-USD", "BTC/USD BTC-USDC BTC-EUR BTC/EUR", ["BTC-EUR", "BTC/EUR"]],
    ["FOO-USD", "FOO-USD FOO FOO-EUR BTC", ["FOO-EUR", "BTC"]],
    ["BIT-24APR26-CDE", "BIT-24APR26-CDE BIT-USD", ["BIT-USD"]],
  ])("finds other symbols than those of %s in %j", (productId, text, symbols) => {
    expect(findOtherSymbols(text, productId).map((span) => span.text)).toEqual(symbols);
  });

  it.each([
    ["BTC-USD", "ethereum and litecoin", ["ethereum", "litecoin"]],
    ["BTC-USD", "bitcoin ripple avalanche tether", []],
    ["LTC-USD", "bitcoin", ["bitcoin"]],
  ])("finds other names than those of %s in %j", (productId, text, names) => {
    expect(findOtherNames(text, productId).map((span) => span.text)).toEqual(names);
  });

  it("gives the same patterns again, and works on after a thousand products", () => {
    expect(ownWords("BTC-USD")).toBe(ownWords("BTC-USD"));
    for (let index = 0; index <= 1_000; index += 1) ownWords(`P${index}-USD`);
    expect(found("BTC", ownWords("BTC-USD"))).toEqual(["BTC"]);
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
