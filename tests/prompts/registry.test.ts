import { granularitySeconds } from "../../src/market/candle.ts";
import { describe, expect, it } from "vitest";
import { findPromptType, promptNames, promptTypes } from "../../src/prompts/registry.ts";
import { noFigures } from "../features/support/figure-samples.ts";

describe("the registry of prompt types", () => {
  it("lists trend_analysis", () => {
    expect(promptNames).toContain("trend_analysis");
  });

  it("has a name of its own for each, in lower case with underscores", () => {
    expect(promptNames).toEqual(promptTypes.map((promptType) => promptType.name));
    expect(new Set(promptNames).size).toBe(promptTypes.length);
    for (const name of promptNames) expect(name).toMatch(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/u);
  });

  it("finds each by its name", () => {
    for (const promptType of promptTypes) expect(findPromptType(promptType.name)).toBe(promptType);
  });

  it.each(["nope", "", "TREND_ANALYSIS", "__proto__", "constructor"])("finds nothing called %j", (name) => {
    expect(findPromptType(name)).toBeUndefined();
  });

  it.each(promptTypes)("asks for a whole number of words, candles and versions: $name", (promptType) => {
    expect(promptType.version).toBeGreaterThanOrEqual(1);
    expect(Number.isInteger(promptType.version)).toBe(true);
    expect(promptType.maxWords).toBeGreaterThan(0);
    for (const { windowSeconds } of promptType.series) expect(windowSeconds).toBeGreaterThan(0);
  });

  it.each(promptTypes)("has no figure in two series, and the shortest candles first: $name", ({ series }) => {
    const figures = series.flatMap((each) => each.figures);
    expect(new Set(figures).size).toBe(figures.length);
    const lengths = series.map(({ granularity }) => granularitySeconds[granularity]);
    expect(lengths).toEqual(lengths.toSorted((one, other) => one - other));
    expect(new Set(series.map(({ name }) => name)).size).toBe(series.length);
  });

  it.each(promptTypes)("renders without a single figure, and still names the product: $name", (promptType) => {
    const { system, user } = promptType.render("BTC-USD", noFigures);
    expect(`${system}\n${user}`).not.toMatch(/null|NaN|undefined/u);
    expect(user.trim()).not.toBe("");
    expect(system).toContain("BTC-USD");
  });

  it.each(promptTypes)("renders the same figures the same way each time: $name", (promptType) => {
    expect(promptType.render("ETH-EUR", noFigures)).toEqual(promptType.render("ETH-EUR", noFigures));
  });
});
