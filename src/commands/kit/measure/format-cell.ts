import { duration } from "../time-words.ts";
import { wrap } from "../layout.ts";
import type { Rate } from "../statistics/wilson.ts";
import type { CellSummary } from "./summarize-cell.ts";

const maxToldFaults = 5;

/**
 * Tells a cell on a terminal, as a block.
 *
 * @param beside further rows, each a name and what is told of it.
 */
export function formatCell(
  cell: Omit<CellSummary, "what_followed" | "repeats_agree">,
  width: number,
  beside: readonly (readonly [string, string])[] = [],
): string {
  const { sentences, words, latency_ms: latency } = cell;
  const unknown = "unknown";
  const rows: readonly (readonly [string, string])[] = [
    ["whole at first try", formatRate(cell.first_try)],
    ["in part", formatRate(cell.pruned)],
    ["repaired", formatRate(cell.repaired)],
    ["plain insight", formatRate(cell.plain)],
    [
      "sentences true",
      `${formatRate(cell.sentences_kept)}; ${sentences.false} false, ${sentences.not_understood} not understood`,
    ],
    ["words", words === null ? "none" : `${words.toFixed(0)} on average`],
    ["tokens", `${cell.input_tokens ?? unknown} in, ${cell.output_tokens ?? unknown} out`],
    ["cost", cell.cost_usd === null ? unknown : `$${cell.cost_usd.toFixed(4)}`],
    ["latency", latency === null ? unknown : `${duration(latency.p50)} (p50), ${duration(latency.p95)} (p95)`],
  ];
  const left = [
    ...(cell.refused > 0 ? [`${cell.refused} refused`] : []),
    ...(cell.failed > 0 ? [`${cell.failed} failed: the model could not be reached`] : []),
  ];
  const faults = cell.faults
    .slice(0, maxToldFaults)
    .map(({ count, verdict, reason }) => wrap(`    ${count} x ${verdict.replace("_", " ")}: ${reason}`, width));
  return [
    `${cell.prompt} v${cell.version}, ${cell.model}: ${[`${cell.cases} ${cell.cases === 1 ? "text" : "texts"}`, ...left].join(", ")}`,
    ...[...rows, ...beside].map(([name, value]) => `  ${name.padEnd(20)}${value}`),
    ...(faults.length === 0 ? [] : ["  commonest faults", ...faults]),
  ].join("\n");
}

/** A share in percent with its interval. */
export function formatRate(rate: Rate): string {
  if (rate === null) return "none";
  return `${percent(rate.value)} % (${percent(rate.low)} to ${percent(rate.high)})`;
}

/** A share in percent, to a tenth. */
export function percent(share: number): string {
  return (100 * share).toFixed(1);
}
