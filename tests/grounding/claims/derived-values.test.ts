import { describe, expect, it } from "vitest";
import { figuresOf, isDerived, isFigureName, openingPrice } from "../../../src/grounding/claims/derived-values.ts";
import { levelOf } from "../../../src/grounding/claims/level-values.ts";
import type { MentionName } from "../../../src/grounding/reading/find-mentions.ts";
import { factsWith, readSentence } from "./violations-of.ts";

const facts = factsWith();

function isDerivedFrom(text: string, named: readonly MentionName[], of = facts): boolean {
  const [quantity] = readSentence(text).quantities;
  if (quantity === undefined) throw new Error(`no number: ${text}`);
  return isDerived(quantity, named, of);
}

describe("isDerived", () => {
  it.each<[string, MentionName[]]>([
    ["150", ["ema"]],
    ["0.3%", ["ema"]],
    ["100", ["ema", "rolling_avg"]],
    ["2,000", ["bands"]],
    ["2,000", ["range"]],
    ["500", ["momentum"]],
    ["2", ["momentum"]],
    ["2x", ["momentum"]],
    ["50%", ["momentum"]],
    ["33.3%", ["momentum"]],
    ["66.7%", ["momentum"]],
    ["5", ["rsi"]],
    ["15 points", ["rsi"]],
  ])("takes %s for derived where %j are named", (text, named) => {
    expect(isDerivedFrom(text, named)).toBe(true);
  });

  it.each<[string, MentionName[]]>([
    ["160", ["ema"]],
    ["100", ["rolling_avg"]],
    ["500", []],
    ["2x", ["bands"]],
    ["3x", ["momentum"]],
    ["5", []],
    ["5%", ["rsi"]],
    ["6", ["rsi"]],
  ])("takes %s for not derived where %j are named", (text, named) => {
    expect(isDerivedFrom(text, named)).toBe(false);
  });

  it("derives nothing from a figure that is null", () => {
    expect(isDerivedFrom("150", ["ema"], factsWith({ ema: null }))).toBe(false);
    expect(isDerivedFrom("5", ["rsi"], factsWith({ rsi: null }))).toBe(false);
  });
});

describe("figuresOf", () => {
  it("tells what a name stands for", () => {
    expect(figuresOf("ema")).toEqual(["ema"]);
    expect(figuresOf("product")).toEqual(["last_close"]);
    expect(figuresOf("range")).toEqual(["daily_high", "daily_low"]);
    expect(figuresOf("level")).toEqual([]);
    expect([isFigureName("rsi"), isFigureName("bands")]).toEqual([true, false]);
  });
});

describe("openingPrice", () => {
  it("is the last close without its change, and unknown without either", () => {
    expect(openingPrice(facts)).toBe(51_500);
    expect(openingPrice(factsWith({ change_24h: null }))).toBeNull();
    expect(openingPrice(factsWith({ last_close: null }))).toBeNull();
  });
});

describe("levelOf", () => {
  it("gives what a name stands for in a comparison", () => {
    expect(levelOf("ema", 1, facts)).toEqual({ value: 50_100, dimension: "price", told: "the EMA is 50100.00" });
    expect(levelOf("bands", 1, facts)?.value).toBe(51_000);
    expect(levelOf("bands", -1, facts)?.value).toBe(49_000);
    expect(levelOf("range", -1, facts)?.value).toBe(49_500);
    expect(levelOf("product", 1, facts)?.value).toBe(50_250);
    expect(levelOf("open", 1, facts)?.value).toBe(51_500);
  });

  it("gives none for a change, a mere level, or an opening that nobody knows", () => {
    expect(levelOf("price_change", 1, facts)).toBeNull();
    expect(levelOf("level", 1, facts)).toBeNull();
    expect(levelOf("open", 1, factsWith({ last_close: null }))).toBeNull();
  });

  it("gives for a null figure a level that nothing is above or below", () => {
    expect(levelOf("ema", 1, factsWith({ ema: null }))).toMatchObject({ value: Number.NaN, told: "no EMA is given" });
  });
});
