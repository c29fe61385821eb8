import { describe, expect, it } from "vitest";
import type { Claim, Relation, Size } from "../../../../src/grounding/claims/claim.ts";
import { list } from "../../../../src/grounding/claims/list.ts";
import { asserted, type Verdict, number, market, is, zone, limit } from "../made-claims.ts";

describe("a zone and a limit", () => {
  it.each<readonly [Verdict, Claim, number | null]>([
    ["true", zone("overbought"), 70],
    ["false", zone("overbought"), 69.9],
    ["true", zone("oversold"), 30],
    ["false", zone("oversold"), 30.1],
    ["true", zone("neutral"), 50],
    ["false", zone("neutral"), 70],
    ["true", zone("extreme"), 70],
    ["true", zone("extreme"), 20],
    ["false", zone("extreme"), 50],
    ["true", zone("overbought", "small"), 74.9],
    ["false", zone("overbought", "small"), 75],
    ["true", zone("overbought", "large"), 75],
    ["false", zone("overbought", "large"), 74.9],
    ["true", zone("oversold", "small"), 25.1],
    ["true", zone("oversold", "large"), 25],
    ["unknown", zone("boiling"), 70],
    ["unknown", zone("overbought"), null],
    ["true", limit("above", "50"), 50.5],
    ["false", limit("above", "50"), 50],
    ["true", limit("at", "50"), 50],
    ["true", limit("below", "70", "small"), 65.1],
    ["false", limit("below", "70", "small"), 65],
    ["true", limit("below", "70", "large"), 65],
    ["true", limit("near", "70"), 65],
    ["false", limit("near", "70"), 64.9],
    ["unknown", limit("above", "55"), 60],
    ["unknown", limit("above", "-50"), 60],
    ["true", limit("above", "50", "none", "points"), 60],
    ["unknown", limit("above", "50", "none", "percent"), 60],
    ["unknown", limit("above", "50"), null],
  ])("is %s: %j of an RSI of %d", (verdict, claim, rsi) => {
    expect(is(claim, { rsi })).toBe(verdict);
  });

  it.each<readonly [Verdict, Relation, Size]>([
    ["true", "above", "none"],
    ["false", "below", "none"],
    ["false", "near", "none"],
    ["unknown", "above", "small"],
  ])("is %s of a MACD of 5 against 0: %s %s", (verdict, relation, size) => {
    const claim: Claim = { is: "threshold", figure: "macd", relation, limit: number("0"), size, ...asserted };
    expect(is(claim, { macd: 5 })).toBe(verdict);
    expect(is({ ...claim, figure: "ema" })).toBe("unknown");
  });

  it("is not listed where what is shown reads as another", () => {
    const zones = [65, 69.999, 70, null].map(
      (rsi) => list(market({ rsi })).filter((claim) => claim.is === "zone").length,
    );
    expect(zones).toEqual([1, 0, 1, 0]);
  });

  it.each<readonly [Verdict, string, number]>([
    ["true", "moderate", 22],
    // Just beyond, a strength is called either.
    ["true", "moderate", 29.9],
    ["true", "strong", 29.9],
    ["false", "moderate", 30],
    ["false", "moderate", 19.9],
    ["false", "strong", 24.9],
  ])("of a strength is %s: %s of an ADX of %d", (verdict, name, adx) => {
    expect(is({ is: "zone", figure: "adx", zone: name, size: "none", ...asserted }, { adx })).toBe(verdict);
  });
});
