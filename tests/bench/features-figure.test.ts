import { describe, expect, it } from "vitest";
import { benchFigure, readFigures } from "../../bench/kit/bench-figure.ts";
import { allFiguresFigure, featuresFigure } from "../../bench/features/features-figure.ts";

describe("the figure of the figures", () => {
  it("keeps its budget from 15 times as fast as the fastest library upward", () => {
    expect(featuresFigure([{ candles: 288, ratio_to_fastest_peer: 20 }])).toMatchObject({
      value: 0.05,
      budget: 1 / 15,
      met: true,
    });
    expect(featuresFigure([{ candles: 288, ratio_to_fastest_peer: 14 }]).met).toBe(false);
  });

  it("is that of the longest day", () => {
    const figure = featuresFigure([
      { candles: 288, ratio_to_fastest_peer: 20 },
      { candles: 1_000, ratio_to_fastest_peer: 10 },
    ]);
    expect(figure.detail).toContain("1000 candles");
  });
});

describe("the figure of all figures", () => {
  it("keeps its budget from 5 times as fast as the fastest library upward", () => {
    expect(allFiguresFigure([{ candles: 288, ratio_to_fastest_peer: 5 }])).toMatchObject({ budget: 1 / 5, met: true });
    expect(allFiguresFigure([{ candles: 288, ratio_to_fastest_peer: 4.9 }]).met).toBe(false);
  });
});

describe("figures that a benchmark printed", () => {
  it("are read as they were", () => {
    const figures = [benchFigure("a", 1.23456, "x", "some", 2), benchFigure("b", 1, "ms", "other")];
    expect(readFigures(JSON.parse(JSON.stringify(figures)))).toEqual(figures);
  });

  it("are refused where they are none", () => {
    expect(() => readFigures([{ name: "a" }])).toThrow(/budget/);
  });
});
