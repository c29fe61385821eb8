import { duration } from "../kit/time-words.ts";
import { wrap } from "../kit/layout.ts";
import type { Agreement } from "./measure/agreement.ts";
import { type Comparison, minProductDays } from "./measure/compare-cells.ts";
import type { CellSummary } from "./measure/summarize-cell.ts";
import type { WhatFollowed } from "./measure/what-followed.ts";
import type { ReplayResult } from "./replay-result.ts";
import type { Rate } from "./statistics/wilson.ts";

const maxToldFaults = 5;

/** What is told on a terminal: a block for each prompt and model, then the comparisons. */
export function formatTable(
  { run, cases, model_calls: calls, results, comparisons }: ReplayResult,
  width: number,
): string {
  return [
    `${cases} cases, ${calls} requests to models, run ${run}`,
    ...results.map((cell) => formatCell(cell, width)),
    ...(comparisons.length === 0 ? [] : [formatComparisons(comparisons, width)]),
  ].join("\n\n");
}

/** How alike two sides are is told once, below their last measure. */
function formatComparisons(comparisons: readonly Comparison[], width: number): string {
  return comparisons
    .flatMap((each, index) => {
      const isLast = comparisons[index + 1]?.agreement !== each.agreement;
      return [formatComparison(each), ...(isLast ? [`  alike: ${formatAgreement(each.agreement)}`] : [])];
    })
    .map((text) => wrap(text, width))
    .join("\n");
}

function formatCell(cell: CellSummary, width: number): string {
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
  const followed = [
    ...(["after_1h", "after_24h"] as const).map((name) => [
      `followed, ${name.replace("after_", "")}`,
      formatFollowed(cell.what_followed[name]),
    ]),
    ...(cell.repeats_agree === null ? [] : [["repeats agree", formatAgreement(cell.repeats_agree)]]),
  ];
  const left = [
    ...(cell.refused > 0 ? [`${cell.refused} refused`] : []),
    ...(cell.failed > 0 ? [`${cell.failed} failed: the model could not be reached`] : []),
  ];
  const faults = cell.faults
    .slice(0, maxToldFaults)
    .map(({ count, verdict, reason }) => wrap(`    ${count} x ${verdict.replace("_", " ")}: ${reason}`, width));
  return [
    `${cell.prompt} v${cell.version}, ${cell.model}: ${[`${cell.cases} texts`, ...left].join(", ")}`,
    ...[...rows, ...followed].map(([name = "", value = ""]) => `  ${name.padEnd(20)}${value}`),
    ...(faults.length === 0 ? [] : ["  commonest faults", ...faults]),
  ].join("\n");
}

/** A share in percent with its interval. */
export function formatRate(rate: Rate): string {
  if (rate === null) return "none";
  return `${percent(rate.value)} % (${percent(rate.low)} to ${percent(rate.high)})`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

/** What the market did after texts that state a direction. */
export function formatFollowed({
  texts,
  same_way: same,
  other_way: other,
  little,
  neutral_band_pct: band,
}: WhatFollowed) {
  if (texts === 0) return "no text states a direction, or its market is not known so long";
  const shares = [same, other, little].map((rate) => percent(rate?.value ?? 0));
  return `of ${texts} texts ${shares[0]} % the way that they state, ${shares[1]} % the other, ${shares[2]} % within ${band} %`;
}

/** How alike texts are. */
export function formatAgreement({ pairs, direction, figures }: Agreement): string {
  if (direction === null || figures === null) return "no pair";
  return `${percent(direction.value)} % in their direction, ${percent(figures)} % of the figures; ${pairs} pairs`;
}

/** A comparison as a sentence. */
export function formatComparison(comparison: Comparison): string {
  return `${comparison.verdict.toUpperCase()}  ${formatDifference(comparison)}${formatMissing(comparison)}`;
}

/** What is compared, and how much better the first is, in points of percent. */
export function formatDifference(comparison: Comparison): string {
  const { measure, prompt, model, against, difference, pairs, product_days: days, p } = comparison;
  const other = `${against.prompt}, ${against.model}${against.run === null ? "" : ` of run ${against.run}`}`;
  const chance = p < 0.001 ? "below 0.001" : p.toFixed(3);
  const size =
    difference === null
      ? "no case in common"
      : `${signed(difference.value)} points (${signed(difference.low)} to ${signed(difference.high)}), p ${chance}`;
  return `${measure} of ${prompt}, ${model} against ${other}: ${size}; ${pairs} cases of ${days} product-days${days < minProductDays ? ", too few for a sure interval" : ""}`;
}

/** How many cases lack; empty where enough are there. */
export function formatMissing({ missing_cases: cases, missing_product_days: days }: Comparison): string {
  if (cases === 0) return "";
  const onDays = days === 0 ? "" : `, on at least ${days} more product-days`;
  return `; ${cases} more ${cases === 1 ? "case is" : "cases are"} needed to tell${onDays}`;
}

function signed(share: number): string {
  const points = (100 * share).toFixed(1);
  return share > 0 ? `+${points}` : points;
}
