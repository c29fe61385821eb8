import { describe, expect, it } from "vitest";
import type { Features } from "../../../../src/features/index.ts";
import type { Claim, Relation, Size } from "../../../../src/grounding/claims/claim.ts";
import { type Verdict, is, compare } from "../made-claims.ts";

describe("a comparison", () => {
  it.each<readonly [Verdict, Claim, Partial<Features>]>([
    ["unknown", compare("last_close", "above", "rsi"), {}],
    ["unknown", compare("rsi", "above", "last_close"), {}],
    ["unknown", compare("atr", "above", "atr_pct"), { atr: 5, atr_pct: 2 }],
    ["true", compare("atr_pct", "above", "realized_volatility"), { atr_pct: 5, realized_volatility: 2 }],
    ["true", compare("volume_24h", "above", "volume_avg"), { volume_24h: 5, volume_avg: 2 }],
    ["unknown", compare("volume_24h", "above", "atr"), { volume_24h: 5, atr: 2 }],
    ["true", compare("macd", "above", "macd_signal"), { macd: 5, macd_signal: 2 }],
    ["true", compare("macd_signal", "below", "macd"), { macd: 5, macd_signal: 2 }],
    ["unknown", compare("macd", "above", "macd_histogram"), { macd: 5, macd_histogram: 2 }],
    ["unknown", compare("change_24h", "below", "price_change"), {}],
    ["unknown", compare("last_close", "above", "ema"), { ema: null }],
    ["unknown", compare("last_close", "near", "ema"), { daily_high: null }],
    ["true", compare("last_close", "near", "ema"), { daily_high: null, ema: 50_250 }],
    ["unknown", compare("last_close", "above", "ema", "small"), { daily_high: null }],
    ["true", compare("last_close", "above", "ema"), { daily_high: null }],
    // A level is near an average within a tenth of the day's range of 2000.
    ["true", compare("last_close", "near", "ema"), { ema: 50_050 }],
    ["false", compare("last_close", "near", "ema"), { ema: 50_049 }],
    // From 15 % of it on it is well above.
    ["true", compare("last_close", "above", "ema", "small"), { ema: 49_951 }],
    ["false", compare("last_close", "above", "ema", "small"), { ema: 49_950 }],
    ["true", compare("last_close", "above", "ema", "large"), { ema: 49_950 }],
    ["false", compare("last_close", "above", "ema", "large"), { ema: 49_951 }],
    // Near the day's high within 17 % of the day's range.
    ["true", compare("last_close", "near", "daily_high"), { last_close: 51_160 }],
    ["false", compare("last_close", "near", "daily_high"), { last_close: 51_159 }],
    // Near a band within 30 % of the bands' width.
    ["true", compare("last_close", "near", "bollinger_upper"), { last_close: 50_400 }],
    ["false", compare("last_close", "near", "bollinger_upper"), { last_close: 50_399 }],
    ["true", compare("last_close", "near", "bollinger_lower"), { last_close: 49_600 }],
    ["false", compare("last_close", "near", "bollinger_lower"), { last_close: 49_601 }],
    ["true", compare("last_close", "near", "bollinger_upper"), { last_close: 50_800, bollinger_lower: null }],
    ["false", compare("last_close", "near", "bollinger_upper"), { last_close: 50_799, bollinger_lower: null }],
  ])("is %s: %j of %j", (verdict, claim, given) => {
    expect(is(claim, given)).toBe(verdict);
  });

  it.each<readonly [Verdict, Relation, Size, number, number]>([
    ["true", "above", "none", 1000, 500],
    ["false", "below", "none", 1000, 500],
    ["false", "near", "none", 1000, 939],
    ["true", "near", "none", 1000, 940],
    ["true", "near", "none", 940, 1000],
    ["true", "above", "small", 1000, 851],
    ["false", "above", "small", 1000, 850],
    ["true", "above", "large", 1000, 850],
    ["false", "above", "large", 1000, 851],
    ["true", "below", "large", 850, 1000],
    ["true", "at", "none", 0, 0],
    ["true", "near", "none", 0, 0],
  ])("of sums is %s: %s %s with %d and %d", (verdict, relation, size, buying_momentum, selling_momentum) => {
    const claim = compare("buying_momentum", relation, "selling_momentum", size);
    expect(is(claim, { buying_momentum, selling_momentum })).toBe(verdict);
  });

  it("of sums is not known where one is null, and where they are not weighed against one another", () => {
    expect(is(compare("buying_momentum", "above", "selling_momentum"), { selling_momentum: null })).toBe("unknown");
    expect(is(compare("buying_momentum", "above", "ema"))).toBe("unknown");
  });
});
