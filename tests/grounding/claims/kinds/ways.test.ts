import { describe, expect, it } from "vitest";
import type { Claim, ClaimSpan } from "../../../../src/grounding/claims/claim.ts";
import { decide } from "../../../../src/grounding/claims/decide.ts";
import { listRelations } from "../../../../src/grounding/claims/list.ts";
import { say } from "../../../../src/grounding/claims/say.ts";
import { asserted, is, market, type Verdict } from "../made-claims.ts";

const ways = (same: boolean, one: ClaimSpan = { hours: 24 }, other: ClaimSpan = { hours: 1 }): Claim => ({
  is: "ways",
  spans: [one, other],
  same,
  ...asserted,
});

/** What is listed of two changes, in words. */
const said = (change_24h: number, change_1h: number): readonly string[] => {
  const figures = market({ change_24h, change_1h });
  return listRelations(figures).flatMap((claim) => (claim.is === "ways" ? say(claim, figures) : []));
};

describe("the ways of two spans", () => {
  it.each<readonly [Verdict, boolean, number | null, number | null]>([
    ["true", true, 5, 2],
    ["true", true, -5, -2],
    ["false", true, 5, -2],
    ["false", false, 5, 2],
    ["true", false, -5, 2],
    // What reads as no change goes neither way: not the same one as what moved, and no opposite one.
    ["false", true, 0, 2],
    ["unknown", true, 0, 0],
    ["unknown", false, 5, 0],
    ["unknown", false, 5, 0.004],
    ["unknown", true, null, 2],
  ])("are %s: same %s, of changes of %s and %s", (verdict, same, change_24h, change_1h) => {
    expect(is(ways(same), { change_24h, change_1h })).toBe(verdict);
  });

  it("are not known of a span that no change tells", () => {
    expect(is(ways(true, "short"), { change_24h: 5, change_1h: 2 })).toBe("unknown");
    expect(is(ways(true, null), { change_24h: 5, change_1h: 2 })).toBe("unknown");
    expect(is(ways(true, { hours: 3 }), { change_24h: 5, change_1h: 2 })).toBe("unknown");
  });

  it("are told where they are wrong", () => {
    const figures = market({ change_24h: 5, change_1h: -2 });
    const truth = "The price rose over 24 hours and fell over 1 hour.";
    expect(decide(ways(true), figures)).toEqual({ is: "false", truth });
    const denied = "The change over 24 hours and the change over 1 hour have opposite directions.";
    expect(decide({ ...ways(false), denied: true }, figures)).toEqual({ is: "false", truth: denied });
  });

  it("are listed for spans over which the price moved, the shorter first", () => {
    expect(said(5, -2)).toContain("the change over 1 hour and the change over 24 hours have opposite directions");
    expect(said(-5, -2)).toContain("the change over 1 hour and the change over 24 hours have the same direction");
    expect(said(5, 0).filter((each) => each.includes("1 hour "))).toEqual([]);
  });
});
