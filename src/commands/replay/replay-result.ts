import type { CellSummary } from "../kit/measure/summarize-cell.ts";
import { type ComparedCell, type Comparison, compareCells } from "../kit/measure/compare-cells.ts";
import type { CaseRecord } from "../kit/measure/case-record.ts";
import type { KeptRun } from "./kept-run.ts";

/** What `--json` prints. */
export interface ReplayResult {
  /** Names the run for a later `--baseline`. */
  readonly run: string;
  readonly cases: number;
  /** Requests that this run sent to models. */
  readonly model_calls: number;
  readonly results: readonly CellSummary[];
  readonly comparisons: readonly Comparison[];
}

/** A cell with its records. */
export interface RecordedCell {
  readonly prompt: string;
  readonly model: string;
  readonly records: readonly CaseRecord[];
}

/**
 * Compares the cells of a run with those of an earlier one that have the same prompt and model, else the same model, else with its only one. Without
 * an earlier run each is compared with the first.
 */
export function compareRun(
  cells: readonly RecordedCell[],
  baseline: KeptRun | null,
  margin: number,
): readonly Comparison[] {
  if (baseline === null) {
    const [first, ...others] = cells;
    if (first === undefined) return [];
    const against = { ...first, run: null };
    return compareCells(
      others.map((cell) => ({ cell: { ...cell, run: null }, against })),
      margin,
    );
  }
  const pairs = cells.flatMap((cell) => {
    const found = findCounterpart(cell, baseline.cells);
    if (found === null) return [];
    const against: ComparedCell = {
      prompt: found.prompt,
      model: found.model,
      run: baseline.run,
      records: found.records,
    };
    return [{ cell: { ...cell, run: null }, against }];
  });
  return compareCells(pairs, margin);
}

function findCounterpart(cell: RecordedCell, earlier: KeptRun["cells"]): KeptRun["cells"][number] | null {
  const ofName = earlier.filter(({ prompt }) => nameOf(prompt) === nameOf(cell.prompt));
  const same = ofName.filter(({ model }) => model === cell.model);
  const [only, another] = same.length > 0 ? same : ofName.length > 0 ? ofName : earlier;
  const exact = same.find(({ prompt }) => prompt === cell.prompt);
  return exact ?? (another === undefined ? (only ?? null) : null);
}

/** Without its ref. */
function nameOf(prompt: string): string {
  return prompt.split("@")[0] ?? prompt;
}

/** Whether nothing is worse, and the cases are enough to say so. */
export function passesGate(comparisons: readonly Comparison[]): boolean {
  return comparisons.every(({ verdict }) => verdict === "better" || verdict === "not worse");
}
