import { describe, expect, it } from "vitest";
import type { Features } from "../../../../src/features/index.ts";
import type { Claim } from "../../../../src/grounding/claims/claim.ts";
import { decide } from "../../../../src/grounding/claims/decide.ts";
import { list } from "../../../../src/grounding/claims/list.ts";
import { type Verdict, market, is, stance } from "../made-claims.ts";

const listed = (given: Partial<Features>) =>
  list(market(given)).flatMap((claim) => (claim.is === "stance" ? [[claim.span, claim.stance]] : []));

describe("a stance", () => {
  const day = { hours: 24 } as const;
  const up = { change_24h: 1250, change_24h_pct: 2.5 } as const;

  it.each<readonly [Verdict, Claim, Partial<Features>]>([
    ["true", stance("bullish", day), up],
    ["false", stance("bearish", day), up],
    ["false", stance("mixed", day), up],
    ["false", stance("neutral", day), up],
    ["true", stance("bullish", day, null, "large"), up],
    ["false", stance("bullish", day, null, "large"), { ...up, change_24h_pct: 1.4 }],
    ["true", stance("bullish", day, null, "large"), { ...up, change_24h_pct: 1.5 }],
    ["unknown", stance("neutral", day, null, "small"), up],
    ["unknown", stance("bullish", { hours: 168 }), up],
    ["false", stance("cautious", day), up],
    ["true", stance("cautious", day), {}],
    ["false", stance("cautious", "short"), up],
    ["true", stance("cautious", "short"), { ...up, rsi: 71 }],
    ["true", stance("cautious", "short"), { ...up, rsi: 70 }],
    ["false", stance("cautious", "short"), { ...up, rsi: 69 }],
    ["true", stance("bullish", null), up],
    ["unknown", stance("bullish", null), { selling_momentum: 2000 }],
    ["true", stance("bullish", null, null, "small"), { selling_momentum: 2000 }],
    // What one figure says.
    ["true", stance("bullish", null, "rsi"), {}],
    ["false", stance("bearish", null, "rsi"), {}],
    ["true", stance("neutral", null, "rsi"), { rsi: 64.9 }],
    ["false", stance("neutral", null, "rsi"), { rsi: 65 }],
    ["false", stance("neutral", null, "rsi"), { rsi: 35 }],
    ["unknown", stance("bullish", null, "rsi"), { rsi: 55 }],
    ["true", stance("bullish", null, "rsi"), { rsi: 55.1 }],
    ["true", stance("bullish", null, "rsi", "small"), { rsi: 52.1 }],
    ["unknown", stance("bullish", null, "rsi", "small"), { rsi: 52 }],
    ["unknown", stance("bullish", null, "rsi"), { rsi: null }],
    ["unknown", stance("mixed", null, "rsi"), {}],
    ["unknown", stance("cautious", null, "rsi"), {}],
    ["true", stance("bullish", null, "ema"), {}],
    ["true", stance("bearish", null, "ema"), { ema: 50_300 }],
    ["true", stance("neutral", null, "ema"), { ema: 50_250 }],
    ["unknown", stance("bullish", null, "daily_high"), {}],
    ["unknown", stance("bullish", null, "atr"), { atr: 2 }],
    ["true", stance("bearish", null, "change_24h"), {}],
    ["true", stance("bullish", null, "buying_momentum"), {}],
    ["true", stance("bullish", null, "macd"), { macd: 3 }],
    ["true", stance("bearish", null, "macd"), { macd: -3 }],
    ["unknown", stance("bearish", null, "macd_signal"), { macd_signal: -3 }],
  ])("is %s: %j of %j", (verdict, claim, given) => {
    expect(is(claim, given)).toBe(verdict);
  });

  it.each<readonly [truth: string, claim: Claim]>([
    ["The short-term trend is bullish.", stance("bearish", "short")],
    ["The 24-hour trend is mixed.", stance("bullish", day)],
    ["The RSI speaks for a bullish view.", stance("bearish", null, "rsi")],
    ["The change over 24 hours speaks for a bearish view.", stance("bullish", null, "change_24h")],
    ["The RSI is 65.00.", stance("neutral", null, "rsi")],
  ])("is corrected by %s", (truth, claim) => {
    expect(decide(claim, market())).toEqual({ is: "false", truth });
  });

  it("is listed for each span of which two figures speak", () => {
    expect(listed({})).toEqual([
      ["short", "bullish"],
      [{ hours: 24 }, "mixed"],
    ]);
    expect(listed({ change_24h: null })).toEqual([["short", "bullish"]]);
  });
});
