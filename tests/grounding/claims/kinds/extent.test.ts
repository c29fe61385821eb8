import { describe, expect, it } from "vitest";
import type { Features } from "../../../../src/features/index.ts";
import type { Claim, Extent, ExtentClaim } from "../../../../src/grounding/claims/claim.ts";
import { decide } from "../../../../src/grounding/claims/decide.ts";
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
    // Nothing is so many times nothing.
    ["unknown", { relation: "above" }, 2, 0],
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
      truth: "The change over 24 hours in percent is 2.00 times the change over 1 hour in percent in size.",
    });
  });
});
