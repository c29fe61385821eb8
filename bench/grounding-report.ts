import { checkText } from "../src/grounding/check-text.ts";
import type { CorpusText } from "../tests/grounding/corpus/load-corpus.ts";

/** How the texts of one kind fared. */
export interface GroundingRow {
  /** The planted fault, or `true`. */
  readonly kind: string;
  readonly texts: number;
  readonly refused: number;
}

/** Judges every text, and counts the verdicts by the kind of its fault; the true texts come last. */
export function reportVerdicts(corpus: readonly CorpusText[]): GroundingRow[] {
  const kinds = Map.groupBy(corpus, ({ fault }) => fault ?? "true");
  return [...kinds]
    .map(([kind, texts]) => ({
      kind,
      texts: texts.length,
      refused: texts.filter(
        ({ text, productId, features }) => !checkText(text, { productId, maxWords: 100, features }).grounded,
      ).length,
    }))
    .toSorted(
      (one, other) => Number(one.kind === "true") - Number(other.kind === "true") || (one.kind < other.kind ? -1 : 1),
    );
}

/** A line for each kind, and one for all faults and all true texts. */
export function formatReport(rows: readonly GroundingRow[], microsecondsPerText: number): string {
  const faults = rows.filter(({ kind }) => kind !== "true");
  const truths = rows.filter(({ kind }) => kind === "true");
  const [planted, caught] = [sum(faults, "texts"), sum(faults, "refused")];
  const [honest, alarms] = [sum(truths, "texts"), sum(truths, "refused")];
  return [
    "planted fault                  texts   caught",
    ...faults.map(({ kind, texts, refused }) => `${kind.padEnd(30)} ${pad(texts)}   ${String(refused).padStart(6)}`),
    "",
    `caught faults    ${caught} of ${planted} (${percent(caught, planted)})`,
    `false alarms     ${alarms} of ${honest} true texts (${percent(alarms, honest)})`,
    `time             ${microsecondsPerText.toFixed(0)} microseconds per text`,
  ].join("\n");
}

function sum(rows: readonly GroundingRow[], column: "texts" | "refused"): number {
  return rows.reduce((total, row) => total + row[column], 0);
}

function pad(value: number): string {
  return String(value).padStart(5);
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(1)} %`;
}
