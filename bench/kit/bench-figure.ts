import * as z from "zod/mini";

/** One measured figure of a benchmark. */
export interface BenchFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The most that `value` may be; null where there is no budget. */
  readonly budget: number | null;
  /** Whether the budget is kept; null where there is none. */
  readonly met: boolean | null;
  /** What was measured, and what the figure is made of. */
  readonly detail: string;
}

/** Makes a figure, rounded to 3 decimals, and judges it by its budget. */
export function benchFigure(
  name: string,
  value: number,
  unit: string,
  detail: string,
  budget: number | null = null,
): BenchFigure {
  const rounded = Number(value.toFixed(3));
  return { name, value: rounded, unit, budget, met: budget === null ? null : rounded <= budget, detail };
}

const figuresSchema = z.array(
  z.object({
    name: z.string(),
    value: z.number(),
    unit: z.string(),
    budget: z.nullable(z.number()),
    met: z.nullable(z.boolean()),
    detail: z.string(),
  }),
);

/** Reads the figures that a benchmark printed with `--json`; throws where they are none. */
export function readFigures(printed: unknown): readonly BenchFigure[] {
  return z.parse(figuresSchema, printed);
}

/** A line for each figure, its detail below. */
export function formatFigures(figures: readonly BenchFigure[]): string {
  const widest = Math.max(...figures.map(({ name }) => name.length));
  return figures
    .map(({ name, value, unit, budget, met, detail }) => {
      const judged = budget === null ? "" : `   budget ${budget}: ${met === true ? "met" : "NOT MET"}`;
      return `${name.padEnd(widest)}   ${value} ${unit}${judged}\n    ${detail}`;
    })
    .join("\n");
}

/** A table of the budgets alone: what was measured, what it may be, and whether that is met. */
export function formatBudgets(figures: readonly BenchFigure[]): string {
  const judged = figures.filter(({ budget }) => budget !== null);
  const rows = [
    ["", "measured", "budget", ""],
    ...judged.map(({ name, value, unit, budget, met }) => [
      name,
      `${value} ${unit}`,
      `<= ${Number(budget?.toFixed(3))}`,
      met === true ? "met" : "NOT MET",
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("   ")
        .trimEnd(),
    )
    .join("\n");
}
