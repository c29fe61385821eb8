import type { Mutant } from "./make-mutants.ts";
import type { Status } from "./plan.ts";
import { wilsonRate } from "../../src/commands/kit/statistics/wilson.ts";

/** A mutant and what became of it. */
export interface JudgedMutant extends Mutant {
  readonly status: Status;
  readonly killer?: string;
}

const isNoticed = ({ status }: JudgedMutant) => status === "killed" || status === "timeout";

/** The share of the mutants that a test notices, 0 to 1. Code that no test runs counts as not noticed. */
export function scoreOf(judged: readonly JudgedMutant[]): number {
  return judged.length === 0 ? 1 : judged.filter(isNoticed).length / judged.length;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** In one line, and not too long. */
function short(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ");
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}

function describe({ status, file, line, column, kind, original, replacement }: JudgedMutant): string {
  return `${status} ${file}:${line}:${column} ${kind}: ${short(original)} -> ${short(replacement)}`;
}

/** What is printed of a room: the mutants that no test notices, the files, the score, and how far a sample's may be off. */
export function formatReport(room: string, judged: readonly JudgedMutant[], isSample: boolean): readonly string[] {
  const noticed = judged.filter(isNoticed).length;
  const files = Map.groupBy(judged, ({ file }) => file);
  const { low, high } = wilsonRate(noticed, judged.length) ?? { low: 0, high: 1 };
  const certainty = isSample ? `; of all, with 95 % certainty, ${percent(low)} to ${percent(high)}` : "";
  return [
    ...judged.filter((each) => !isNoticed(each)).map(describe),
    ...[...files].map(
      ([file, own]) => `${file}: ${own.filter(isNoticed).length} of ${own.length} (${percent(scoreOf(own))})`,
    ),
    `${room}: ${noticed} of ${judged.length} mutants are noticed (${percent(scoreOf(judged))})${certainty}`,
  ];
}
