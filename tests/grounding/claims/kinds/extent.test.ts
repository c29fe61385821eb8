import { describe, expect, it } from "vitest";
import type { Features } from "../../../../src/features/index.ts";
import type { Claim, Extent, ExtentClaim } from "../../../../src/grounding/claims/claim.ts";
import { decide } from "../../../../src/grounding/claims/decide.ts";
import { listRelations } from "../../../../src/grounding/claims/list.ts";
import { sayWithValues } from "../../../../src/grounding/claims/say.ts";
import { asserted, is, market, number, type Verdict } from "../made-claims.ts";

const day: Extent = ["change_24h_pct"];
const hour: Extent = ["change_1h_pct"];
const dayRange: Extent = ["daily_low", "daily_high"];
const weekRange: Extent = ["low_7d", "high_7d"];

const extent = (one: Extent, other: Extent, more: Partial<ExtentClaim>): Claim => ({
  is: "extent",
  one,
  other,
  relation: null,
  ratio: null,
  size: "none",
  signed: false,
  ...asserted,
  ...more,
});
const changes = (change_24h_pct: number, change_1h_pct: number): Partial<Features> => ({
  change_24h_pct,
  change_1h_pct,
});
const ranges = (ofDay: number, ofWeek: number): Partial<Features> => ({
  daily_low: 1_000,
  daily_high: 1_000 + ofDay,
  low_7d: 500,
  high_7d: 500 + ofWeek,
});
const share = (percent: string): Partial<ExtentClaim> => ({ ratio: number(percent, "percent") });
const times = (text: string, more = {}) => number(text, "times", more);

describe("how large one size is beside another", () => {
  it.each<readonly [Verdict, Partial<ExtentClaim>, number, number]>([
    ["true", { relation: "above" }, 2, 1],
    ["false", { relation: "below" }, 2, 1],
    ["true", { relation: "above" }, -2, 1],
    ["true", { relation: "below" }, 1, -2],
    // Named as changes, a negative one is smaller by its sign and larger in size.
    ["unknown", { relation: "above", signed: true }, -2, 1],
    ["true", { relation: "above", signed: true }, 2, -1],
    ["true", { relation: "above", signed: true }, 2, 1],
    ["unknown", { relation: "above", signed: true }, -2, -1],
    // Equal is what reads the same.
    ["true", { relation: "at" }, 2.001, 2.004],
    ["false", { relation: "at" }, 2.01, 2],
    ["true", { relation: "above" }, 2.01, 2],
    ["false", { relation: "above" }, 2.004, 2.001],
    ["true", { relation: "at" }, 1, -1],
    ["unknown", { relation: "at", signed: true }, 1, -1],
    ["true", { relation: "at", signed: true }, -1, -1],
    ["unknown", { relation: "near", signed: true }, 1, -1.01],
    ["unknown", { ratio: times("2", { step: 1 }), signed: true }, 2, -1],
    ["true", { ratio: times("2"), signed: true }, -2, -1],
    ["true", { relation: "near" }, 0.89, 1],
    ["false", { relation: "near" }, 0.87, 1],
    // Beside nothing anything is larger in size; a ratio, or a sign, tells nothing there.
    ["true", { relation: "above" }, 2, 0],
    ["false", { relation: "below" }, 2, 0],
    ["unknown", { relation: "above", signed: true }, 2, 0],
    ["unknown", { relation: "above" }, 0, 0],
    ["unknown", { ratio: times("2") }, 2, 0],
    ["false", { relation: "above" }, 0, 2],
    ["true", { relation: "below" }, 0, 2],
    ["unknown", {}, 2, 1],
  ])("is %s: %j of %d and %d", (verdict, claim, one, other) => {
    expect(is(extent(day, hour, claim), changes(one, other))).toBe(verdict);
  });

  it.each<readonly [Verdict, Partial<ExtentClaim>, number]>([
    ["true", { relation: "above", size: "small" }, 1_280],
    ["false", { relation: "above", size: "small" }, 2_000],
    ["true", { relation: "above", size: "large" }, 3_000],
    ["false", { relation: "above", size: "large" }, 1_050],
    ["true", { ratio: times("2") }, 2_150],
    ["false", { ratio: times("2") }, 2_170],
    ["false", { ratio: times("2") }, 1_830],
    // A ratio with decimals is meant to its last one.
    ["true", { ratio: times("2.15") }, 2_150],
    ["true", { ratio: times("2.2") }, 2_150],
    ["false", { ratio: times("2.00") }, 2_150],
    ["false", { ratio: times("2.1") }, 2_151],
    ["true", { ratio: times("2.00", { approx: true }) }, 2_150],
    ["true", { ratio: times("2", { bound: 1 }) }, 2_500],
    ["false", { ratio: times("2", { bound: 1 }) }, 2_000],
    ["false", { ratio: times("2", { bound: 1 }) }, 3_001],
    ["true", { ratio: times("2", { bound: -1 }) }, 1_200],
    ["false", { ratio: times("2", { bound: -1 }) }, 2_000],
    ["false", { ratio: times("2", { bound: -1 }) }, 1_199],
  ])("of ranges is %s: %j of %d and 1000", (verdict, claim, ofDay) => {
    expect(is(extent(dayRange, weekRange, claim), ranges(ofDay, 1_000))).toBe(verdict);
  });

  it("is not known of two units, and where a figure is not known", () => {
    expect(is(extent(["change_24h"], hour, { relation: "above" }), changes(2, 1))).toBe("unknown");
    expect(is(extent(day, hour, { relation: "above" }), { change_24h_pct: 2, change_1h_pct: null })).toBe("unknown");
    expect(is(extent(dayRange, weekRange, { relation: "above" }), { ...ranges(2, 1), high_7d: null })).toBe("unknown");
  });

  it("is denied with what is true", () => {
    const decision = decide({ ...extent(day, hour, { relation: "above" }), denied: true }, market(changes(2, 1)));
    expect(decision).toEqual({
      is: "false",
      truth: "The change over 24 hours is larger in size than the change over 1 hour.",
    });
  });

  it.each<readonly [Verdict, string, { readonly approx?: boolean; readonly bound?: 1 | -1 }, number, number]>([
    ["true", "42", {}, 420, 1_000],
    ["true", "42", {}, 424, 1_000],
    ["false", "42", {}, 426, 1_000],
    ["true", "42.4", {}, 424, 1_000],
    ["false", "42.0", {}, 424, 1_000],
    ["true", "42", { approx: true }, 426, 1_000],
    ["false", "42", { approx: true }, 450, 1_000],
    ["true", "40", { bound: 1 }, 424, 1_000],
    ["false", "43", { bound: 1 }, 424, 1_000],
    ["true", "43", { bound: -1 }, 424, 1_000],
    // Of prices that read as 0.04 and 0.12 it is a third, and not far from that of the prices.
    ["true", "33.3", {}, 0.041, 0.119],
    // 0.006 and 0.014 read as 0.01 and 0.01: a reader's share is far off.
    ["false", "100", {}, 0.006, 0.014],
  ])("is %s: %s %% (%j) of ranges of %d and %d", (verdict, percent, more, ofDay, ofWeek) => {
    const claim = extent(dayRange, weekRange, { ratio: number(percent, "percent", more) });
    expect(is(claim, ranges(ofDay, ofWeek))).toBe(verdict);
  });

  it("is told as a share of the close, which has no size of its own", () => {
    const given = { ...ranges(100, 200), last_close: 1_000 };
    expect(is(extent(dayRange, ["last_close"], share("10.00")), given)).toBe("true");
    expect(is(extent(dayRange, ["last_close"], share("11.00")), given)).toBe("false");
    expect(is(extent(dayRange, ["last_close"], { relation: "below" }), given)).toBe("unknown");
    expect(is(extent(dayRange, ["last_close"], { ratio: times("0.1") }), given)).toBe("unknown");
    expect(is(extent(["last_close"], dayRange, share("1000")), given)).toBe("unknown");
  });

  it("is listed with the larger change first, and each range as a share", () => {
    const given = { ...changes(-2, 1), ...ranges(100, 250), last_close: 1_000 };
    const figures = market(given);
    const said = listRelations(figures).flatMap((claim) =>
      claim.is === "extent" ? sayWithValues(claim, figures) : [],
    );
    expect(said).toContain(
      "the change over 24 hours of -2.00 % is larger in size than the change over 1 hour of 1.00 %",
    );
    expect(said).toContain("the day's range of 100.00 is 40 % of the 7-day range of 250.00");
    expect(said).toContain("the day's range of 100.00 is 10.00 % of the last close of 1000.00");
  });
});
