import { describe, expect, it } from "vitest";
import type { Claim } from "../../../../src/grounding/claims/claim.ts";
import { list, listRelations } from "../../../../src/grounding/claims/list.ts";
import { say } from "../../../../src/grounding/claims/say.ts";
import { type Verdict, asserted, market, is, number } from "../made-claims.ts";

const place = (part: (Claim & { is: "place" })["part"]): Claim => ({
  is: "place",
  figure: "last_close",
  low: "bollinger_lower",
  high: "bollinger_upper",
  part,
  ...asserted,
});

describe("a place between two edges", () => {
  it.each<readonly [Verdict, number, (Claim & { is: "place" })["part"]]>([
    ["true", 49_000, "inside"],
    ["true", 51_000, "inside"],
    ["false", 51_001, "inside"],
    ["false", 48_999, "inside"],
    ["true", 51_001, "outside"],
    ["false", 51_000, "outside"],
    ["true", 48_999, "below"],
    ["false", 49_000, "below"],
    ["true", 51_001, "above"],
    ["false", 51_000, "above"],
    ["true", 49_999, { nearer: "low" }],
    ["false", 50_000, { nearer: "low" }],
    ["false", 50_000, { nearer: "high" }],
    ["true", 50_001, { nearer: "high" }],
    ["false", 50_001, { nearer: "low" }],
    ["false", 49_999, { nearer: "high" }],
    // A part ends where it ends.
    ["true", 50_000, { from: 0, to: 0.5 }],
    ["false", 50_001, { from: 0, to: 0.5 }],
    ["true", 50_000, { from: 0.5, to: 1 }],
    ["false", 49_999, { from: 0.5, to: 1 }],
    ["false", 51_001, { from: 0.5, to: 1 }],
    ["false", 48_999, { from: 0, to: 0.5 }],
  ])("is %s of %d: %j", (verdict, last_close, part) => {
    expect(is(place(part), { last_close })).toBe(verdict);
  });

  it("is not known without one of them, and has no parts where the edges are one", () => {
    for (const given of [{ last_close: null }, { bollinger_lower: null }, { bollinger_upper: null }]) {
      expect(is(place("inside"), given)).toBe("unknown");
    }
    const flat = { bollinger_lower: 50_250, bollinger_upper: 50_250 };
    expect(is(place({ from: 0, to: 0.5 }), flat)).toBe("unknown");
    expect(is(place({ nearer: "low" }), flat)).toBe("unknown");
    expect(is(place("inside"), flat)).toBe("true");
  });

  it.each<readonly [close: number, listed: readonly unknown[]]>([
    [48_900, ["below"]],
    [49_000, ["at bollinger_lower"]],
    [49_400, ["inside", { from: 0, to: 0.25 }]],
    [49_500, ["inside", { from: 0, to: 0.25 }]],
    [49_501, ["inside", { from: 0, to: 0.5 }]],
    [50_000, ["inside"]],
    [50_499, ["inside", { from: 0.5, to: 1 }]],
    [50_500, ["inside", { from: 0.75, to: 1 }]],
    [51_000, ["at bollinger_upper"]],
    [51_100, ["above"]],
  ])("is listed for a close of %d", (last_close, listed) => {
    const bands = list(market({ last_close })).flatMap((claim): unknown[] => {
      if (claim.is === "place" && claim.low === "bollinger_lower") return [claim.part];
      return claim.is === "compare" && claim.right.startsWith("bollinger") ? [`${claim.relation} ${claim.right}`] : [];
    });
    expect(bands).toEqual(listed);
  });

  it.each<readonly [Verdict, number, string, { readonly approx?: boolean }]>([
    ["true", 49_540, "27", {}],
    ["true", 49_549, "27", {}],
    ["false", 49_551, "27", {}],
    ["false", 49_540, "28", {}],
    ["true", 49_551, "27", { approx: true }],
    ["true", 49_540, "27.0", {}],
    ["false", 49_549, "27.0", {}],
    // Nothing and all of the way are the edges alone.
    ["false", 49_005, "0", {}],
    ["true", 49_000, "0", {}],
    ["false", 50_999, "100", {}],
    ["true", 51_000, "100", {}],
    ["false", 51_500, "125", {}],
  ])("of a close of %d is %s: %s %% of the way up (%j)", (verdict, last_close, percent, more) => {
    expect(is(place({ share: number(percent, "percent", more) }), { last_close })).toBe(verdict);
  });

  it("is listed in whole percent, and not beside an edge", () => {
    const shares = [49_540, 49_005, 51_000, 51_500].map((last_close) =>
      listRelations(market({ last_close })).flatMap((claim) =>
        claim.is === "place" && claim.low === "bollinger_lower" ? say(claim, market({ last_close })) : [],
      ),
    );
    expect(shares).toEqual([
      [
        "BTC-USD closed 27 % of the way up the Bollinger Bands",
        "the last close is 27 % of the way up the Bollinger Bands",
      ],
      [],
      [],
      [],
    ]);
  });
});
