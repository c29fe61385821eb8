import { CommandFailure } from "../kit/command.ts";
import type { ReplayCase } from "./cases/replay-case.ts";
import type { CaseText } from "../kit/measure/case-text.ts";
import { type CaseRecord, recordCase } from "../kit/measure/case-record.ts";
import type { Halt, OpenSession } from "./models/remembering-model.ts";
import type { AskedPrompt } from "./prompts/prompt-choice.ts";

/** One prompt with one model. */
export interface MatrixCell {
  readonly prompt: AskedPrompt;
  readonly modelLabel: string;
  readonly open: OpenSession;
}

/** What is run. */
export interface Matrix {
  readonly cases: readonly ReplayCase[];
  readonly cells: readonly MatrixCell[];
  readonly repeats: number;
  readonly concurrency: number;
}

/** A text that the matrix lacks, and why. */
export interface MissingText {
  readonly why: Halt;
  readonly words: string;
}

/** What a run brought. */
export interface MatrixRun {
  /** By cell, in the order of the cases. */
  readonly records: readonly (readonly CaseRecord[])[];
  /** Texts that were not finished, a few of them in words. */
  readonly missing: readonly MissingText[];
  readonly missingCount: number;
  readonly done: number;
}

/** Takes what is told while a run goes on. */
export interface MatrixObserver {
  onText(cellIndex: number, caseOfText: ReplayCase, text: CaseText, record: CaseRecord): void;
  onDone(count: number): void;
}

const maxToldMissing = 5;
/** So many failures in a row are no passing ones. */
const maxFailuresInRow = 10;

/** How many texts a matrix has. */
export function textCount({ cases, cells, repeats }: Matrix): number {
  return (
    cells.reduce((sum, { prompt }) => sum + cases.filter(({ fits }) => fits(prompt.promptType.name)).length, 0) *
    repeats
  );
}

/**
 * Writes each text of the matrix, `concurrency` at once, case by case, so that all cells have the same cases if it is ended. Nothing
 * is kept of a text but its record.
 *
 * @param signal once it is aborted no further text begins.
 * @throws CommandFailure for a model that can't be used, and what keeps a case from being written.
 */
export async function runMatrix(matrix: Matrix, observer: MatrixObserver, signal: AbortSignal): Promise<MatrixRun> {
  const records: (CaseRecord | undefined)[][] = matrix.cells.map(() => []);
  const missing: MissingText[] = [];
  let missingCount = 0;
  let done = 0;
  /** Of each cell by itself: beside one that answers, a dead one would be asked to the end. */
  const failuresInRow = matrix.cells.map(() => 0);
  let isEnded = false;
  const jobs = jobsOf(matrix);

  async function work(): Promise<void> {
    for (const { cellIndex, cell, each, repeat, index } of jobs) {
      if (isEnded || signal.aborted) return;
      const { promptType, label } = cell.prompt;
      const { productId, atSeconds } = each;
      const session = cell.open({ productId, atSeconds, promptName: promptType.name, repeat });
      const text = await each.write(promptType, session.model);
      const failure = session.failure();
      if (failure !== undefined) throw failure;
      const why = session.halt();
      if (why !== null) {
        missingCount += 1;
        if (missing.length < maxToldMissing) {
          missing.push({ why, words: `${label} v${promptType.version} with ${cell.modelLabel} for ${each.id}` });
        }
        if (why === "too dear") isEnded = true;
        continue;
      }
      const facts = { repeat, key: session.firstKey(), isTimed: session.isTimed() };
      const record = recordCase(each, text, facts);
      const failures = record.end === "failed" ? (failuresInRow[cellIndex] ?? 0) + 1 : 0;
      failuresInRow[cellIndex] = failures;
      if (text.failureCode === "MODEL_MISCONFIGURED" || failures >= maxFailuresInRow) {
        throw new CommandFailure(`${cell.modelLabel} can't be used: ${text.reason?.message ?? text.failureCode ?? ""}`);
      }
      const ofCell = records[cellIndex];
      if (ofCell !== undefined) ofCell[index] = record;
      done += 1;
      observer.onText(cellIndex, each, text, record);
      observer.onDone(done);
    }
  }

  const workers = Array.from({ length: matrix.concurrency }, async () => {
    try {
      await work();
    } catch (error) {
      // The others end what they have begun, so that it is kept.
      isEnded = true;
      throw error;
    }
  });
  const ended = await Promise.allSettled(workers);
  const failed = ended.find((each) => each.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return { records: records.map((each) => each.filter((record) => record !== undefined)), missing, missingCount, done };
}

interface Job {
  readonly cellIndex: number;
  readonly cell: MatrixCell;
  readonly each: ReplayCase;
  readonly repeat: number;
  /** Its place among the records of its cell. */
  readonly index: number;
}

/** One after another, for all workers together: a list of them would grow with the matrix. */
function* jobsOf({ cases, cells, repeats }: Matrix): Generator<Job> {
  for (const [caseIndex, each] of cases.entries()) {
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      for (const [cellIndex, cell] of cells.entries()) {
        if (!each.fits(cell.prompt.promptType.name)) continue;
        yield { cellIndex, cell, each, repeat, index: caseIndex * repeats + repeat - 1 };
      }
    }
  }
}
