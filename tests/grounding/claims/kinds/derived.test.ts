import { describe, expect, it } from "vitest";
import type { Features } from "../../../../src/features/index.ts";
import type { Claim } from "../../../../src/grounding/claims/claim.ts";
import { list } from "../../../../src/grounding/claims/list.ts";
import { type Verdict, number, market, is, derived } from "../made-claims.ts";

const listed = (given: Partial<Features>) =>
  list(market(given)).flatMap((claim) => (claim.is === "derived" ? [[claim.left, claim.quantity.size]] : []));

describe("what two figures come to", () => {
  it.each<readonly [Verdict, Claim]>([
    ["true", derived("share", "selling_momentum", "buying_momentum", number("50", "percent"))],
    ["false", derived("share", "selling_momentum", "buying_momentum", number("200", "percent"))],
    ["unknown", derived("share", "selling_momentum", "buying_momentum", number("50"))],
    ["unknown", derived("share", "selling_momentum", "buying_momentum", number("-50", "percent"))],
    ["unknown", derived("share", "rsi", "ema", number("0", "percent"))],
    ["true", derived("ratio", "buying_momentum", "selling_momentum", number("2", "times"))],
    ["true", derived("ratio", "buying_momentum", "selling_momentum", number("2"))],
    ["false", derived("ratio", "buying_momentum", "selling_momentum", number("3"))],
    ["unknown", derived("ratio", "buying_momentum", "selling_momentum", number("2", "percent"))],
    ["false", derived("ratio", "price_change", "change_24h", number("0.4"))],
    ["false", derived("share", "price_change", "change_24h", number("40", "percent"))],
    ["true", derived("difference", "daily_high", "daily_low", number("2000"))],
    ["true", derived("difference", "daily_low", "daily_high", number("2000", "usd"))],
    ["unknown", derived("difference", "daily_high", "daily_low", number("2000", "eur"))],
    ["unknown", derived("difference", "daily_high", "daily_low", number("4.04", "percent"))],
    ["true", derived("percent", "daily_high", "daily_low", number("4.04", "percent"))],
    ["unknown", derived("percent", "daily_high", "daily_low", number("4.04"))],
    ["unknown", derived("difference", "rsi", "ema", number("50035"))],
    ["unknown", derived("difference", "high_7d", "ema", number("0"))],
  ])("is %s: %j", (verdict, claim) => {
    expect(is(claim)).toBe(verdict);
  });

  it("is not known of a figure that is null or 0", () => {
    const claim = derived("ratio", "buying_momentum", "selling_momentum", number("2"));
    expect(is(claim, { selling_momentum: 0 })).toBe("unknown");
    expect(is(claim, { selling_momentum: null })).toBe("unknown");
    expect(is(claim, { buying_momentum: null })).toBe("unknown");
    expect(is(claim, { buying_momentum: 0 })).toBe("false");
  });

  it("is listed for every range that is wider than nothing, with the digits that are shown", () => {
    expect(listed({})).toEqual([
      ["bollinger_upper", 2000],
      ["daily_high", 2000],
    ]);
    expect(listed({ bollinger_lower: 51_000, daily_low: null })).toEqual([]);
    expect(listed({ bollinger_upper: null, daily_low: 51_499.5 })).toEqual([["daily_high", 0.5]]);
  });
});
