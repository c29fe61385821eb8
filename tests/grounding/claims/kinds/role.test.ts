import { describe, expect, it } from "vitest";
import type { Features } from "../../../../src/features/index.ts";
import { noFigures } from "../../../features/support/figure-samples.ts";
import type { Claim, LevelRole, RoleClaim } from "../../../../src/grounding/claims/claim.ts";
import { decide } from "../../../../src/grounding/claims/decide.ts";
import { prepareFigures } from "../../../../src/grounding/claims/figures.ts";
import { listRelations } from "../../../../src/grounding/claims/list.ts";
import { sayWithValues } from "../../../../src/grounding/claims/say.ts";
import { asserted, number, type Verdict } from "../made-claims.ts";

const levels: Partial<Features> = {
  last_close: 100,
  pivot: 99,
  pivot_s1: 97,
  pivot_s2: 95,
  pivot_r1: 101,
  pivot_r2: 104,
};

function verdictOf(role: LevelRole, more: Partial<RoleClaim & Claim>, namesLevels = true, given = {}): Verdict {
  const claim: Claim = { is: "role", role, figure: null, quantity: null, rank: null, ...asserted, ...more };
  return decide(claim, prepareFigures("BTC-USD", { ...noFigures, ...levels, ...given }, { namesLevels })).is;
}

describe("what a level is called", () => {
  it.each<readonly [Verdict, LevelRole, Partial<RoleClaim>]>([
    ["true", "support", { figure: "pivot_s1" }],
    ["false", "resistance", { figure: "pivot_s1" }],
    ["true", "resistance", { figure: "pivot_r1" }],
    ["true", "below", { figure: "pivot_s1" }],
    ["false", "above", { figure: "pivot_s1" }],
    ["true", "level", { figure: "pivot_s1" }],
    ["true", "support", { figure: "pivot", rank: 1 }],
    ["false", "support", { figure: "pivot_s1", rank: 1 }],
    ["true", "support", { figure: "pivot_s1", rank: 2 }],
    ["true", "resistance", { figure: "pivot_r2", rank: 2 }],
    // The nearest level is the nearest of both sides: 99 and 101 are as near.
    ["true", "level", { figure: "pivot", rank: 1 }],
    ["true", "level", { figure: "pivot_r1", rank: 1 }],
    ["false", "level", { figure: "pivot_s1", rank: 1 }],
    ["true", "level", { figure: "pivot_r2", rank: 4 }],
    ["false", "level", { figure: "pivot_r2", rank: 2 }],
    ["true", "support", { quantity: number("97") }],
    ["false", "support", { quantity: number("98") }],
    ["false", "support", { quantity: number("101") }],
    ["unknown", "support", { figure: "atr" }],
    ["unknown", "support", { figure: "last_close" }],
    ["unknown", "support", { figure: "ema" }],
  ])("is %s: %s of %j", (verdict, role, claim) => {
    expect(verdictOf(role, claim)).toBe(verdict);
  });

  it("is either where the level reads as the close", () => {
    const given = { pivot: 100 };
    expect(verdictOf("support", { figure: "pivot" }, true, given)).toBe("true");
    expect(verdictOf("resistance", { figure: "pivot" }, true, given)).toBe("true");
    expect(verdictOf("below", { figure: "pivot" }, true, given)).toBe("false");
  });

  it("is false where no level may be named, and made true by no denial", () => {
    expect(verdictOf("support", { figure: "pivot_s1" }, false)).toBe("false");
    expect(verdictOf("support", { figure: "pivot_s1", denied: true }, false)).toBe("unknown");
    expect(verdictOf("support", { figure: "pivot_r1", denied: true }, true)).toBe("true");
    expect(verdictOf("below", { figure: "pivot_s1" }, false)).toBe("true");
  });

  it("is told by the number as closely as a level is elsewhere", () => {
    const given = { pivot: 2.66, last_close: 2 };
    expect(verdictOf("resistance", { quantity: number("2.66") }, true, given)).toBe("true");
    expect(verdictOf("resistance", { quantity: number("3") }, true, given)).toBe("false");
    expect(verdictOf("resistance", { quantity: number("3", "none", { approx: true }) }, true, given)).toBe("false");
  });

  it("is listed by its order on each side, where levels may be named", () => {
    const given = { ...noFigures, last_close: 100, pivot_r1: 101, pivot_r2: 103, pivot: 101, pivot_s1: 97 };
    const said = (namesLevels: boolean): readonly string[] => {
      const figures = prepareFigures("BTC-USD", given, { namesLevels });
      return listRelations(figures).flatMap((claim) => (claim.is === "order" ? sayWithValues(claim, figures) : []));
    };
    expect(said(true)).toEqual([
      "the next levels above the last close are the pivot of 101.00, the pivot R1 of 101.00 and the pivot R2 of 103.00",
      "the next level below the last close is the pivot S1 of 97.00",
    ]);
    expect(said(false)).toEqual([]);
  });
});
