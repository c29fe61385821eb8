import type { Mutant } from "./make-mutants.ts";

/** What the process that runs mutants is told, in a file. */
export interface Plan {
  readonly mutants: readonly Mutant[];
  /** Which of them are to be run, in this order. */
  readonly run: readonly string[];
  /** What `bundleTests` made. */
  readonly script: string;
  readonly testFiles: readonly string[];
  /** Where results are added, a line of JSON each. */
  readonly resultsPath: string;
  /** Where it is kept what the first run found out, for a process that follows one that was ended. */
  readonly coveragePath: string;
  readonly effort: Effort;
}

/** How much is done for one mutant. */
export interface Effort {
  /** Runs of a property. */
  readonly maxRuns: number;
  /** Tests that take longer are left out, in milliseconds. */
  readonly maxTestMs: number;
}

/** What became of a mutant. `timeout` is as good as `killed`; no test runs the code of one that is `uncovered`. */
export type Status = "killed" | "timeout" | "survived" | "uncovered";

/** A line of the file of results. A line without status says that the mutant begins. */
export interface ResultLine {
  readonly id: string;
  readonly status?: Status;
  /** The test that noticed it. */
  readonly killer?: string;
}

/** What the run without a mutant finds out. */
export interface Coverage {
  /** For each test, `file > name`: how long it takes, in milliseconds. Only those that pass, and are quick enough. */
  readonly durations: Readonly<Record<string, number>>;
  /** Those that are left out, and why. */
  readonly leftOut: readonly string[];
  /** For each mutant: the tests that run its code. */
  readonly tests: Readonly<Record<string, readonly string[]>>;
  /** For each mutant: the test files that run its code while they load, so that any of their tests may notice it. */
  readonly files: Readonly<Record<string, readonly string[]>>;
  /** How often the code of each mutant runs in all tests together, by the number that is its id. */
  readonly hits: readonly number[];
}
