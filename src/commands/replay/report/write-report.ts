import { assertFolderOf, writeWhole } from "../../kit/write-whole.ts";
import type { ReplayCase } from "../cases/replay-case.ts";
import type { CaseText } from "../../kit/measure/case-text.ts";
import type { CaseRecord } from "../../kit/measure/case-record.ts";
import type { ReplayResult } from "../replay-result.ts";
import { formatPage } from "./format-page.ts";
import type { ShownText } from "./shown-text.ts";

/** Keeps the texts that a report shows: those of the first cases, however many a run has. */
export interface TextKeeper {
  add(cellIndex: number, each: ReplayCase, text: CaseText, record: CaseRecord): void;
  ofCells(count: number): readonly (readonly ShownText[])[];
}

/** Of each prompt and model: more nobody reads. */
const maxShownCases = 40;

/** Makes a {@link TextKeeper} for the first cases of a run. */
export function createTextKeeper(cases: readonly ReplayCase[]): TextKeeper {
  const order = new Map(cases.slice(0, maxShownCases).map(({ id }, index) => [id, index]));
  const kept = new Map<number, { readonly place: number; readonly shown: ShownText }[]>();
  return {
    add(cellIndex, { id }, text, { end, repeat }) {
      const place = order.get(id);
      if (place === undefined || repeat > 1) return;
      const ofCell = kept.get(cellIndex) ?? [];
      ofCell.push({ place, shown: { caseId: id, end, text } });
      kept.set(cellIndex, ofCell);
    },
    ofCells: (count) =>
      Array.from({ length: count }, (_, index) =>
        (kept.get(index) ?? []).toSorted((one, other) => one.place - other.place).map(({ shown }) => shown),
      ),
  };
}

/**
 * Writes the report; it is there whole or as it was before.
 *
 * @throws CommandFailure where it can't be written.
 */
export async function writeReport(
  path: string,
  result: ReplayResult,
  texts: readonly (readonly ShownText[])[],
): Promise<void> {
  await writeWhole(path, formatPage(result, texts), { failure: reportFailure(path) });
}

/** Sees that the report can be written before a model is asked. */
export async function assertReportFolder(path: string): Promise<void> {
  await assertFolderOf(path, reportFailure(path));
}

const reportFailure = (path: string): string => `--report ${path} can't be written`;
