import { describe, expect, it } from "vitest";
import type { Features } from "../../../src/features/index.ts";
import { checkBalance } from "../../../src/grounding/claims/check-balance.ts";
import { noFigures } from "../../features/figure-samples.ts";
import { kindsOf } from "./violations-of.ts";

type Case = readonly [text: string, figures: Partial<Features>];

const truths: readonly Case[] = [
  ["Buyers are in control", {}],
  ["Bulls have the upper hand", {}],
  ["Buying pressure dominates", {}],
  ["It is dominated by buyers", {}],
  ["Stronger buying momentum shows", {}],
  ["Buyer dominance is clear", {}],
  ["Sellers are not in control", {}],
  ["Sellers may take control", {}],
  ["If sellers are in control, it falls", {}],
  ["Buying momentum is double selling momentum", {}],
  ["Buying momentum is twice the selling momentum", {}],
  ["Selling momentum is half the buying momentum", {}],
  ["Buyers and sellers are not evenly matched", {}],
  ["Buyers and sellers are evenly matched", { selling_momentum: 950 }],
  ["Neither buyers nor sellers are in control", { selling_momentum: 1_000 }],
  ["Sellers are in control", { selling_momentum: 2_000 }],
  ["It is evenly balanced", {}],
  ["Buying momentum is nearly double selling momentum", {}],
  ["Sellers had the edge in the short term", { price_change: -5 }],
  ["Sellers are not in control", noFigures],
  ["Buying momentum is more than triple selling momentum", { selling_momentum: 300 }],
  ["Buying of 1,000 against selling of 500 is about double", {}],
  ["Half of it", {}],
];

const untruths: readonly Case[] = [
  ["Sellers are in control", {}],
  ["Bears have the upper hand", {}],
  ["Selling pressure dominates", {}],
  ["It is dominated by sellers", {}],
  ["Stronger selling momentum shows", {}],
  ["Seller dominance is clear", {}],
  ["Buyers are not in control", {}],
  ["Buying momentum is triple selling momentum", {}],
  ["Buying momentum is half its selling momentum", {}],
  ["Buying momentum is half the selling momentum", {}],
  ["Buyers and sellers are evenly matched", {}],
  ["Buyers are in control", { selling_momentum: 1_000 }],
  ["Buyers are in control", { selling_momentum: 2_000 }],
  ["Buyers are in control", noFigures],
  ["Sellers are in control", { buying_momentum: null }],
  ["Buying momentum is more than triple selling momentum", {}],
  ["Sellers had the edge in the short term", {}],
];

describe("checkBalance", () => {
  it.each(truths)("passes %j with %j", (text, figures) => {
    expect(kindsOf(checkBalance, text, figures)).toEqual([]);
  });

  it.each(untruths)("refuses %j with %j", (text, figures) => {
    expect(kindsOf(checkBalance, text, figures)).toContain("false_claim");
  });
});
