import { expect, it } from "vitest";
import { findWellKnownProduct, isWellKnownProduct } from "../../../src/emulators/markets/well-known-products.ts";

it.each(["BTC-USD", "ETH-BTC", "SHIB-EUR", "1INCH-USDC", "LTC-GBP", "USDT-USD", "BONK-ETH", "DOGE-USDT"])(
  "%s is well known",
  (id) => {
    expect(isWellKnownProduct(id)).toBe(true);
  },
);

it.each(["NOPE-USD", "BTC-NOPE", "BTC", "", "BTC-USD-X", "BTC-BTC", "btc-usd", "constructor-USD", "BTC-PERP-INTX"])(
  "%s is not well known",
  (id) => {
    expect(isWellKnownProduct(id)).toBe(false);
  },
);

it("prices a pair by both of its sides", () => {
  const bitcoin = findWellKnownProduct("BTC-USD");
  const ether = findWellKnownProduct("ETH-USD");
  expect(findWellKnownProduct("ETH-BTC")?.price).toBeCloseTo((ether?.price ?? 0) / (bitcoin?.price ?? 1), 12);
});

it("knows a pair of state currencies as steady", () => {
  expect(findWellKnownProduct("USDT-EUR")?.steady).toBe(true);
  expect(findWellKnownProduct("BTC-EUR")?.steady).toBe(false);
});
