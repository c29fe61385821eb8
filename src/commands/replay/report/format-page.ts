import { createHash } from "node:crypto";
import { duration } from "../../kit/time-words.ts";
import { formatComparison, formatMissing, formatRate } from "../format-table.ts";
import type { Comparison } from "../measure/compare-cells.ts";
import type { CellSummary } from "../measure/summarize-cell.ts";
import type { ReplayResult } from "../replay-result.ts";
import type { Rate } from "../statistics/wilson.ts";
import { pageStyle } from "./page-style.ts";
import type { ShownText } from "./write-report.ts";

/** Markup, as distinguished from the texts that are put into it. */
interface Markup {
  readonly html: string;
}

/** Whatever is put into a page is escaped unless it is markup: texts of models are nobody's markup. */
function html(
  parts: TemplateStringsArray,
  ...values: readonly (Markup | readonly Markup[] | string | number)[]
): Markup {
  const filled = values.map((value) => {
    if (typeof value === "string" || typeof value === "number") return escape(String(value));
    return "html" in value ? value.html : value.map((each) => each.html).join("");
  });
  return { html: parts.reduce((text, part, index) => `${text}${filled[index - 1] ?? ""}${part}`) };
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? "").replaceAll(/[^\P{Cc}\n\t]|\p{Bidi_Control}/gu, "");
}

const rates = [
  ["first_try", "whole at first try"],
  ["pruned", "in part"],
  ["repaired", "repaired"],
  ["plain", "plain insight"],
  ["sentences_kept", "sentences true"],
] as const;

const ends = {
  first_try: "whole at first try",
  pruned: "in part",
  repaired: "repaired",
  plain: "plain insight",
  refused: "refused",
  failed: "failed",
} as const;

/** Writes the report: one page that asks nobody for anything. */
export function formatPage(result: ReplayResult, texts: readonly (readonly ShownText[])[]): string {
  const { run, cases, results, comparisons } = result;
  const styleHash = createHash("sha256").update(pageStyle).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>Replay ${run}</title>
        <style>
          ${{ html: pageStyle }}
        </style>
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
          <h2>Comparison</h2>
          ${comparisons.length === 0 ? html`<p>There is nothing to compare.</p>` : comparisonTable(comparisons)}
          <h2>Faults</h2>
          ${results.map(faultTable)}
          <h2>Texts</h2>
          ${results.map((cell, index) => textList(nameOf(cell), texts[index] ?? []))}
        </main>
      </body>
    </html> `;
  return page.html;
}

function nameOf({ prompt, version, model }: CellSummary): string {
  return `${prompt} v${version}, ${model}`;
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
    return html`<tr>
      <th scope="row">${nameOf(cell)}</th>
      ${values.map((value) => html`<td>${value}</td>`)}
    </tr> `;
  });
  return html`<table>
    <thead>
      <tr>
        ${titles.map((title) => html`<th scope="col">${title}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
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
    const bar =
      rate === null
        ? []
        : [
            html`<rect
              class="bar"
              x="${chartLeft}"
              y="${y + 4}"
              width="${(rate.value * chartWidth).toFixed(1)}"
              height="14"
            ></rect>`,
            html`<line class="edge" x1="${x(rate.low)}" x2="${x(rate.high)}" y1="${y + 11}" y2="${y + 11}"></line>`,
          ];
    return html`<text x="0" y="${y + 16}">${short}</text>${bar}<text x="${chartLeft + chartWidth + 12}" y="${y + 16}"
        >${formatRate(rate)}</text
      >`;
  });
  return html`<h3>${title}</h3>
    <svg role="img" aria-label="${spoken}" viewBox="0 0 900 ${height}" width="100%">
      <line class="base" x1="${chartLeft}" x2="${chartLeft}" y1="0" y2="${height}"></line>
      ${rows}
    </svg> `;
}

function comparisonTable(comparisons: readonly Comparison[]): Markup {
  const rows = comparisons.map(
    (each) =>
      html`<tr>
        <td class="verdict">${each.verdict}</td>
        <td>
          ${formatComparison(each)
            .replace(/^[A-Z ]+ {2}/, "")
            .replace(formatMissing(each), "")}
        </td>
        <td>${formatMissing(each).replace(/^; /, "") || "enough"}</td>
      </tr> `,
  );
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Verdict</th>
        <th scope="col">Difference, in points of percent</th>
        <th scope="col">Cases</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function faultTable(cell: CellSummary): Markup {
  if (cell.faults.length === 0) return html`<p>${nameOf(cell)}: none.</p>`;
  const rows = cell.faults.map(
    ({ count, verdict, reason }) =>
      html`<tr>
        <td>${count}</td>
        <td>${verdict.replace("_", " ")}</td>
        <td>${reason}</td>
      </tr> `,
  );
  return html`<table>
    <caption>
      ${nameOf(cell)}
    </caption>
    <thead>
      <tr>
        <th scope="col">Sentences</th>
        <th scope="col">Verdict</th>
        <th scope="col">Why</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function textList(name: string, texts: readonly ShownText[]): Markup {
  const shown = texts.map(({ caseId, end, text }) => {
    const answers = text.answers.map((answer, index) => {
      const sentences = answer.sentences.map(
        (sentence) =>
          html`<li class="${sentence.verdict}">
            <span class="verdict">${sentence.verdict.replace("_", " ")}</span> <q>${sentence.text}</q>
            <span class="faint">${sentence.reason}</span>
          </li> `,
      );
      const body =
        sentences.length === 0
          ? html`<p>${answer.text.slice(0, 2_000)}</p>`
          : html`<ol>
              ${sentences}
            </ol>`;
      return html`<p class="faint">Answer ${index + 1}</p>
        ${body}`;
    });
    return html`<details>
      <summary>${caseId}: ${ends[end]}</summary>
      <p>${text.text}</p>
      ${answers}
    </details> `;
  });
  return html`<h3>${name}</h3>
    ${shown.length === 0 ? html`<p>None.</p>` : shown}`;
}
