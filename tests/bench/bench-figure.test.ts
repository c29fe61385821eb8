import { expect, it } from "vitest";
import { benchFigure, formatBudgets, formatFigures } from "../../bench/kit/bench-figure.ts";

it("a figure is judged by its budget, if it has one", () => {
  expect(benchFigure("cpu_ratio", 1.300_04, "x", "how", 1.3)).toEqual({
    name: "cpu_ratio",
    value: 1.3,
    unit: "x",
    budget: 1.3,
    met: true,
    detail: "how",
  });
  expect(benchFigure("cpu_ratio", 1.31, "x", "how", 1.3).met).toBe(false);
  expect(benchFigure("CPU", 5, "ms", "how")).toMatchObject({ budget: null, met: null });
});

it("a table has a line for each, with its judgement, and its detail below", () => {
  const table = formatFigures([benchFigure("one", 1, "x", "first", 2), benchFigure("other", 3, "ms", "second", 2)]);
  expect(table).toBe("one     1 x   budget 2: met\n    first\nother   3 ms   budget 2: NOT MET\n    second");
});

it("a table of the budgets alone leaves out what has none", () => {
  const figures = [
    benchFigure("start", 0.5, "x", "", 0.65),
    benchFigure("floor", 46, "MB", ""),
    benchFigure("size", 200, "MB", "", 160),
  ];
  expect(formatBudgets(figures).split("\n")).toEqual([
    "        measured   budget",
    "start   0.5 x      <= 0.65   met",
    "size    200 MB     <= 160    NOT MET",
  ]);
});
