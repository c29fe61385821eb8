import { createHash } from "node:crypto";
import { duration } from "../../kit/time-words.ts";
import { formatAgreement, formatDifference, formatFollowed, formatMissing } from "../format-table.ts";
import { formatRate } from "../../kit/measure/format-cell.ts";
import type { Comparison } from "../../kit/measure/compare-cells.ts";
import type { CellSummary } from "../../kit/measure/summarize-cell.ts";
import type { ReplayResult } from "../replay-result.ts";
import type { Rate } from "../../kit/statistics/wilson.ts";
import { pageStyle } from "./page-style.ts";
import { type Markup, markup } from "./markup.ts";
import { textList } from "./text-list.ts";
import type { ShownText } from "./shown-text.ts";

const rates = [
  ["first_try", "whole at first try"],
  ["pruned", "in part"],
  ["repaired", "repaired"],
  ["plain", "plain insight"],
  ["sentences_kept", "sentences true"],
] as const;

/** Writes the report: one page that asks nobody for anything. */
export function formatPage(result: ReplayResult, texts: readonly (readonly ShownText[])[]): string {
  const { run, cases, results, comparisons } = result;
  const styleHash = createHash("sha256").update(pageStyle).digest("base64");
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Replay ${run}</title>
<style>${{ html: pageStyle }}</style>
</head>
<body>
<main>
<h1>Replay ${run}</h1>
<p>${cases} cases. Shares are shown with the interval that they lie in with 95 % confidence.</p>
<h2>Summary</h2>
${summaryTable(results)}
<h2>Shares</h2>
${rates.map(([name, title]) =>
  chart(
    title,
    results.map((cell) => [nameOf(cell), cell[name]]),
  ),
)}
<h2>What followed</h2>
<p>How the market moved after texts that state a direction. It is no accuracy: texts tell of what was, and forecast nothing. The model plain is the control.</p>
${followedTable(results)}
<h2>Comparison</h2>
${comparisons.length === 0 ? markup`<p>There is nothing to compare.</p>` : comparisonTable(comparisons)}
<h2>Faults</h2>
${results.map(faultTable)}
<h2>Texts</h2>
${results.map((cell, index) => textList(nameOf(cell), texts[index] ?? []))}
</main>
</body>
</html>
`.html;
}

function nameOf({ prompt, version, model }: CellSummary): string {
  return `${prompt} v${version}, ${model}`;
}

function headOf(titles: readonly string[]): Markup {
  return markup`<thead><tr>${titles.map((title) => markup`<th scope="col">${title}</th>`)}</tr></thead>`;
}

function summaryTable(results: readonly CellSummary[]): Markup {
  const titles = ["Prompt and model", "Texts", "Words", "Tokens in", "Tokens out", "Cost", "Latency p50", "p95"];
  const rows = results.map((cell) => {
    const { latency_ms: latency, cost_usd: cost } = cell;
    const values = [
      cell.cases,
      cell.words === null ? "none" : cell.words.toFixed(0),
      cell.input_tokens ?? "unknown",
      cell.output_tokens ?? "unknown",
      cost === null ? "unknown" : `$${cost.toFixed(4)}`,
      latency === null ? "unknown" : duration(latency.p50),
      latency === null ? "unknown" : duration(latency.p95),
    ];
    const cells = values.map((value) => markup`<td>${value}</td>`);
    return markup`<tr><th scope="row">${nameOf(cell)}</th>${cells}</tr>\n`;
  });
  return scrolling("Summary", markup`<table>${headOf(titles)}<tbody>${rows}</tbody></table>`);
}

/** A table that is wider than a phone is moved in its own frame, by touch and by keys. */
function scrolling(label: string, table: Markup): Markup {
  return markup`<div class="wide" tabindex="0" role="group" aria-label="${label}">${table}</div>`;
}

function followedTable(results: readonly CellSummary[]): Markup {
  const rows = results.map(({ what_followed: { after_1h: hour, after_24h: day }, repeats_agree: repeats, ...cell }) => {
    const agree = repeats === null ? "one each" : formatAgreement(repeats);
    const values = [formatFollowed(hour), formatFollowed(day), agree].map((value) => markup`<td>${value}</td>`);
    return markup`<tr><th scope="row">${cell.prompt} v${cell.version}, ${cell.model}</th>${values}</tr>\n`;
  });
  return scrolling(
    "What followed",
    markup`<table>${headOf(["Prompt and model", "Within 1 h", "Within 24 h", "Repeats agree"])}<tbody>${rows}</tbody></table>`,
  );
}

const rowHeight = 30;
const chartLeft = 330;
const chartWidth = 400;

/** A bar for each share, a line from one end of its interval to the other, and the numbers beside them. */
function chart(title: string, bars: readonly (readonly [name: string, rate: Rate])[]): Markup {
  const height = bars.length * rowHeight + 8;
  const x = (share: number): string => (chartLeft + share * chartWidth).toFixed(1);
  const spoken = `${title}: ${bars.map(([name, rate]) => `${name} ${formatRate(rate)}`).join("; ")}`;
  const rows = bars.map(([name, rate], index) => {
    const y = index * rowHeight + 4;
    const short = name.length > 44 ? `${name.slice(0, 43)}…` : name;
    const label = markup`<text x="0" y="${y + 16}">${short}</text>`;
    const told = markup`<text x="${chartLeft + chartWidth + 12}" y="${y + 16}">${formatRate(rate)}</text>`;
    if (rate === null) return markup`${label}${told}\n`;
    const width = (rate.value * chartWidth).toFixed(1);
    const bar = markup`<rect class="bar" x="${chartLeft}" y="${y + 4}" width="${width}" height="14"></rect>`;
    const edge = markup`<line class="edge" x1="${x(rate.low)}" x2="${x(rate.high)}" y1="${y + 11}" y2="${y + 11}"></line>`;
    return markup`${label}${bar}${edge}${told}\n`;
  });
  const axis = markup`<line class="base" x1="${chartLeft}" x2="${chartLeft}" y1="0" y2="${height}"></line>`;
  return markup`<h3>${title}</h3>
<div class="chart" tabindex="0" role="group" aria-label="${title}"><svg role="img" aria-label="${spoken}" viewBox="0 0 900 ${height}" width="100%">${axis}${rows}</svg></div>
`;
}

function comparisonTable(comparisons: readonly Comparison[]): Markup {
  const rows = comparisons.map((each) => {
    const missing = formatMissing(each).replace(/^; /, "") || "enough";
    return markup`<tr><td class="verdict">${each.verdict}</td><td>${formatDifference(each)}</td><td>${missing}</td></tr>\n`;
  });
  return scrolling(
    "Comparisons",
    markup`<table>${headOf(["Verdict", "Difference, in points of percent", "Cases"])}<tbody>${rows}</tbody></table>`,
  );
}

function faultTable(cell: CellSummary): Markup {
  if (cell.faults.length === 0) return markup`<p>${nameOf(cell)}: none.</p>`;
  const rows = cell.faults.map(
    ({ count, verdict, reason }) =>
      markup`<tr><td>${count}</td><td>${verdict.replace("_", " ")}</td><td>${reason}</td></tr>\n`,
  );
  const head = headOf(["Sentences", "Verdict", "Why"]);
  return scrolling("Faults", markup`<table><caption>${nameOf(cell)}</caption>${head}<tbody>${rows}</tbody></table>`);
}
