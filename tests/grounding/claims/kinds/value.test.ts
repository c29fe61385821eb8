import { describe, expect, it } from "vitest";
import type { Claim } from "../../../../src/grounding/claims/claim.ts";
import { type Quantity, type QuantityUnit, readsAs } from "../../../../src/grounding/claims/quantity.ts";
import { type Verdict, number, is, value } from "../made-claims.ts";

describe("a value", () => {
  it.each<readonly [Verdict, Claim]>([
    ["true", value("change_24h_pct", number("-2.43", "percent"))],
    ["false", value("change_24h_pct", number("2.43", "percent"))],
    ["true", value("change_24h_pct", number("2.43", "percent"), "down")],
    ["true", value("change_24h_pct", number("-2.43", "percent"), "down")],
    ["false", value("change_24h_pct", number("-2.43", "percent"), "up")],
    // A change in another unit is that of its twin.
    ["true", value("change_24h_pct", number("-1250"))],
    ["true", value("change_24h", number("-2.43", "percent"))],
    ["false", value("price_change", number("-2.43", "percent"))],
    ["false", value("volume_change", number("500", "usd"))],
    ["true", value("price_change", number("500", "usd"))],
    ["true", value("price_change", number("500"), "up")],
    ["false", value("price_change", number("500"), "down")],
    ["false", value("price_change", number("0"), "up")],
    ["false", value("ema", number("50100"), "up")],
    ["true", value("ema", number("5010000", "cents"))],
    ["true", value("ema", number("50100", "points"))],
    ["true", value("rsi", number("65", "points"))],
    ["false", value("volume_change", number("100", "points"))],
    ["true", value("volume_change", number("100", "base"))],
    ["false", value("ema", number("50100", "base"))],
    ["true", value("ema", number("50100", "quote"))],
    ["false", value("rsi", number("65", "quote"))],
    ["false", value("rsi", number("65", "percent"))],
    ["false", value("rsi", number("65", "times"))],
    ["true", value("ema", number("50100"), null, { candles: 5 })],
    ["true", value("ema", number("50100"), null, "short")],
    ["false", value("ema", number("50100"), null, { hours: 24 })],
    ["true", value("daily_high", number("51500"), null, { hours: 24 })],
    ["false", value("daily_high", number("51500"), null, "short")],
    ["true", value("price_change", number("500"), null, "last_candle")],
    ["true", value("price_change", number("500"), null, "short")],
  ])("is %s: %j", (verdict, claim) => {
    expect(is(claim)).toBe(verdict);
  });

  it.each<readonly [Verdict, QuantityUnit, string]>([
    ["true", "usd", "BTC-USDC"],
    ["true", "usd", "BTC-USDT"],
    ["true", "usd", "BTC-USDS"],
    ["true", "usd", "BTC-DAI"],
    ["true", "eur", "BTC-EUR"],
    ["true", "eur", "BTC-EURC"],
    ["true", "gbp", "BTC-GBP"],
    ["true", "jpy", "BTC-JPY"],
    ["false", "usd", "BTC-EUR"],
    ["false", "eur", "BTC-USD"],
    ["false", "gbp", "BTC-USD"],
    ["false", "jpy", "BTC-GBP"],
  ])("is %s in %s of %s", (verdict, unit, product) => {
    expect(is(value("ema", number("50100", unit)), {}, product)).toBe(verdict);
  });

  it.each<readonly [Verdict, string, string]>([
    ["true", "5010000", "BTC-USDC"],
    ["true", "5010000", "BTC-USDT"],
    ["true", "5010000", "BTC-EUR"],
    ["true", "5010000", "BTC-EURC"],
    ["false", "5010000", "BTC-GBP"],
    ["false", "50100", "BTC-USD"],
  ])("is %s of %s cents of %s", (verdict, text, product) => {
    expect(is(value("ema", number(text, "cents")), {}, product)).toBe(verdict);
  });

  it.each<readonly [boolean, Quantity, number, string | null]>([
    [true, number("50.1", "none"), 50.14, null],
    [false, number("50.1", "none"), 50.16, null],
    [true, number("100", "none", { bound: 1 }), 101, null],
    [false, number("100", "none", { bound: 1 }), 100, null],
    [true, number("100", "none", { bound: 1 }), 110, null],
    [false, number("100", "none", { bound: 1 }), 111, null],
    [true, number("100", "none", { bound: -1 }), 99, null],
    [false, number("100", "none", { bound: -1 }), 100, null],
    [true, number("100", "none", { bound: -1 }), 90, null],
    [false, number("100", "none", { bound: -1 }), 89, null],
    [true, number("100", "none", { approx: true }), 104, null],
    [false, number("100", "none", { approx: true }), 106, null],
    [true, number("12.3", "none", { approx: true }), 12.37, null],
    [false, number("12.3", "none", { approx: true }), 12.38, null],
    // Rounded once more from what is shown: 2.445 is shown as 2.45, of which one makes 2.5.
    [true, number("2.5"), 2.445, "2.45"],
    [false, number("2.5"), 2.445, null],
    // The end of a long number left out.
    [true, number("51234"), 51234.9, "51234.90"],
    [false, number("51233"), 51234.9, "51234.90"],
    [false, number("2"), 2.9, "2.90"],
    [false, number("51235.9"), 51234.9, "51234.90"],
  ])("reads %s: %j as %d, shown as %s", (reads, quantity, figure, shown) => {
    expect(readsAs(quantity, figure, shown)).toBe(reads);
  });
});
