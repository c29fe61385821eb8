import { describe, expect, it } from "vitest";
import { collectFacts, figureNames } from "../../src/grounding/facts.ts";
import { sideOf } from "../../src/grounding/shown-figure.ts";
import { allFigures, figureNames as allNames, noFigures } from "../features/figure-samples.ts";

describe("collectFacts", () => {
  it.each([
    ["BTC-USD", "btc", "usd"],
    ["BIT-24APR26-CDE", "bit", "cde"],
    ["BTC", "btc", ""],
    ["", "", ""],
  ])("splits %j into base and quote", (productId, base, quote) => {
    expect(collectFacts(productId, noFigures)).toMatchObject({ productId, base, quote });
  });

  it.each([
    ["ONE_MINUTE", 60, 17_280],
    ["FIVE_MINUTE", 300, 86_400],
    ["ONE_HOUR", 3_600, 1_036_800],
    ["ONE_DAY", 86_400, 24_883_200],
    ["ANOTHER", 0, 0],
  ])("knows how long candles of %s and a window of 288 are", (interval, intervalSeconds, windowSeconds) => {
    const facts = collectFacts("BTC-USD", { ...noFigures, interval });
    expect(facts).toMatchObject({ intervalSeconds, windowSeconds });
  });

  it("gives figures with their texts, and null for what is null", () => {
    const { figure } = collectFacts("BTC-USD", { ...allFigures, rsi: null });
    expect(figure("last_close")).toEqual({ value: 50_250, text: "50250.00" });
    expect(figure("change_24h_pct")).toEqual({ value: -2.427, text: "-2.43" });
    expect(figure("rsi")).toBeNull();
  });

  it("shows tiny prices with four digits, and no minus before a zero", () => {
    const { figure } = collectFacts("SHIB-USD", { ...allFigures, last_close: 0.000009996, change_24h_pct: -0.001 });
    expect(figure("last_close")?.text).toBe("0.000009996");
    expect(figure("change_24h_pct")?.text).toBe("0.00");
  });
});

describe("figureNames", () => {
  it("has every figure once", () => {
    expect(figureNames.toSorted()).toEqual(allNames.toSorted());
  });
});

describe("sideOf", () => {
  it.each([
    [2, "2.00", 1, "1.00", "above"],
    [1, "1.00", 2, "2.00", "below"],
    [1.001, "1.00", 1.002, "1.00", "at"],
  ])("puts %d (%s) beside %d (%s): %s", (value, text, level, levelText, side) => {
    expect(sideOf({ value, text }, { value: level, text: levelText })).toBe(side);
  });
});
