import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import { parseCommandLine, UsageError } from "../../src/commands/kit/parse-command-line.ts";
import { type BenchFigure, formatBudgets, formatFigures } from "./bench-figure.ts";

/** What a benchmark is given beside its options. */
export interface BenchContext {
  /** An empty folder, which goes with the process. */
  readonly folder: string;
}

/** A benchmark: it reads what else was given, and measures. */
export type Bench = (
  given: Readonly<Record<string, string | undefined>>,
  context: BenchContext,
) => Promise<readonly BenchFigure[]>;

/**
 * Runs a benchmark as this process: a table of its figures on standard output, or with `--json` one line, a list of
 * {@link BenchFigure}, and nothing else. Exit code 0 whether or not the budgets are met, 2 for arguments that can't be followed.
 *
 * @param options names of options that take a value.
 */
export async function runBench(bench: Bench, options: readonly string[], usage: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "trader-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const [name, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.once(name, () => process.exit(code));
  }
  try {
    const config: ParseArgsOptionsConfig = {
      json: { type: "boolean" },
      ...Object.fromEntries(options.map((name) => [name, { type: "string" }])),
    };
    const { values, positionals } = parseCommandLine(process.argv.slice(2), config);
    if (positionals.length > 0) throw new UsageError(`${JSON.stringify(positionals[0])} is not known`);
    if (values["help"] === true) {
      process.stdout.write(`${usage}\n`);
      return;
    }
    const given = Object.fromEntries(
      options.map((name) => [name, typeof values[name] === "string" ? values[name] : undefined]),
    );
    const figures = await bench(given, { folder });
    const told = `${formatFigures(figures)}\n\n${formatBudgets(figures)}`;
    process.stdout.write(`${values["json"] === true ? JSON.stringify(figures) : told}\n`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof UsageError ? `${message}\n\n${usage}\n` : `${message}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
