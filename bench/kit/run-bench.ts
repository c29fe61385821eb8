import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "../../src/commands/kit/command.ts";
import { type OptionTable, parseCommandLine, readWhole } from "../../src/commands/kit/parse-command-line.ts";
import { type BenchFigure, formatBudgets, formatFigures } from "./bench-figure.ts";
import { refusePositionals } from "./refuse-positionals.ts";

/** What a benchmark is given beside its options. */
export interface BenchContext {
  /** An empty folder, which goes with the process. */
  readonly folder: string;
  /** Says on standard error how far it is. */
  readonly note: (line: string) => void;
}

/** A benchmark: it reads its options by their names, and measures. */
export type Bench<Name extends string> = (
  given: (name: Name) => number,
  context: BenchContext,
) => Promise<readonly BenchFigure[]>;

/** An option of a benchmark: a whole number. */
export interface BenchOption {
  readonly meaning: string;
  readonly byDefault: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Makes the command of a benchmark: a table of its figures on standard output, or with `--json` one line, a list of
 * {@link BenchFigure}, and nothing else. Exit code 0 whether or not the budgets are met.
 *
 * @param about what it measures, below its summary.
 */
export function benchCommand<const Name extends string>(
  about: string,
  options: Readonly<Record<Name, BenchOption>>,
  bench: Bench<Name>,
): Command {
  const known = Object.entries<BenchOption>(options);
  const table: OptionTable = {
    json: { type: "boolean", meaning: "one line of JSON, a list of figures" },
    ...Object.fromEntries(known.map(([name, option]) => [name, described(option)])),
  };
  return {
    help: { usage: ["[options]"], about, options: table },
    interruption: "exits",
    async run(argv, { terminal }) {
      const { values, positionals } = parseCommandLine(argv, table);
      refusePositionals(positionals);
      const given = new Map(
        known.map(([name, { byDefault, min, max }]) => {
          const value = values[name];
          return [name, readWhole(`--${name}`, typeof value === "string" ? value : undefined, byDefault, min, max)];
        }),
      );
      const folder = mkdtempSync(join(tmpdir(), "trader-bench-"));
      process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
      const read = (name: Name): number => given.get(name) ?? options[name].byDefault;
      const figures = await bench(read, { folder, note: terminal.note });
      const told = `${formatFigures(figures)}\n\n${formatBudgets(figures)}`;
      terminal.print(values["json"] === true ? JSON.stringify(figures) : told);
      return 0;
    },
  };
}

function described({ meaning, byDefault, min, max }: BenchOption): OptionTable[string] {
  return { type: "string", value: "N", meaning: `${meaning}, ${min} to ${max}. Default ${byDefault}` };
}
