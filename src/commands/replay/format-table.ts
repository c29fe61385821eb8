import { formatCell, percent } from "../kit/measure/format-cell.ts";
import { wrap } from "../kit/layout.ts";
import type { Agreement } from "../kit/measure/agreement.ts";
import { type Comparison, minProductDays } from "../kit/measure/compare-cells.ts";
import type { CellSummary } from "../kit/measure/summarize-cell.ts";
import type { WhatFollowed } from "../kit/measure/what-followed.ts";
import type { ReplayResult } from "./replay-result.ts";

/** What is told on a terminal: a block for each prompt and model, then the comparisons. */
export function formatTable(
  { run, cases, model_calls: calls, results, comparisons }: ReplayResult,
  width: number,
): string {
  return [
    `${cases} cases, ${calls} requests to models, run ${run}`,
    ...results.map((cell) => formatCell(cell, width, followedRows(cell))),
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

function followedRows(cell: CellSummary): readonly (readonly [string, string])[] {
  const { what_followed: followed, repeats_agree: repeats } = cell;
  return [
    ["followed, 1h", formatFollowed(followed.after_1h)],
    ["followed, 24h", formatFollowed(followed.after_24h)],
    ...(repeats === null ? [] : [["repeats agree", formatAgreement(repeats)] as const]),
  ];
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
