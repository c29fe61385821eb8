import { describe, expect, it } from "vitest";
import { namesProduct } from "../../src/grounding/product-name.ts";

describe("namesProduct", () => {
  it.each([
    ["BTC-USD", "BTC-USD is up."],
    ["BTC-USD", "btc-usd is up."],
    ["BTC-USD", "Today BTC/USD is up."],
    ["BTC-USD", "(BTCUSD) is up."],
    ["BTC-USD", "Bitcoin is up."],
    ["BTC-USD", "**BTC** is up."],
    ["BTC-USD", "_btc_ is up."],
    ["BTC-USD", "btc's trend is up."],
    ["BTC-USD", "The BTC-denominated market is up."],
    ["BTC-USD", "BTC."],
    ["1INCH-USD", "1inch is up."],
    ["BIT-24APR26-CDE", "BIT-24APR26-CDE is up."],
    ["BIT-24APR26-CDE", "BIT-24APR26 is up."],
    ["BIT-24APR26-CDE", "BIT is up."],
    ["BTC-PERP-INTX", "btc/perp is up."],
    ["NEAR-USD", "NEAR is up."],
    ["NEAR-USD", "near-usd is up."],
    ["00-USD", "00-USD is up."],
  ])("finds %s in %j", (productId, text) => {
    expect(namesProduct(text, productId)).toBe(true);
  });

  it.each([
    ["BTC-USD", "The market is up."],
    ["LTC-USD", "Bitcoin is up."],
    ["BTC-USD", "WBTC and BTCX are up."],
    ["BTC-USD", "BTC-USDT is up."],
    ["BTC-USD", "BTC-EUR is up."],
    ["BTC-USD", "ETH-BTC is up."],
    ["BTC-USD", "ETH-USD is up."],
    ["NEAR-USD", "The price is near the upper band."],
    ["NEAR-USD", "Near the upper band."],
    ["BIT-24APR26-CDE", "It is a bit higher."],
    ["00-USD", "The price is 500.00 or 00.50."],
    ["BTC-USD", "WBTC-USD is up."],
    ["BTC-USD", "ÄBTC is up."],
    ["BTC-USD", "BTCÄ is up."],
    ["", "Nothing is up."],
    ["A.B-USD", "AxB-USD is up."],
  ])("does not find %s in %j", (productId, text) => {
    expect(namesProduct(text, productId)).toBe(false);
  });
});
