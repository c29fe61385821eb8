import { wrapHanging } from "../kit/layout.ts";
import { printableLine } from "../kit/printable.ts";
import { readReceiptValue, timeOf } from "../kit/receipts/receipt-reading.ts";

/** An insight, or what became of a request in its place, as a line tells it. A null is not known, or was never come to. */
export interface InsightRow {
  readonly time: string;
  readonly product_id: string | null;
  readonly prompt: string | null;
  readonly outcome: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly channel: string | null;
  readonly correlation_id: string | null;
  /** The code of why it is no insight by a model. */
  readonly reason: string | null;
  readonly key: string;
}

/** Reads what a line tells from a receipt; null where it is none. */
export function readInsightRow(content: unknown, key: string, modifiedMs: number): InsightRow | null {
  const receipt = readReceiptValue(content);
  if (receipt === null) return null;
  const { usage, delivered } = receipt;
  return {
    time: timeOf(receipt) ?? new Date(modifiedMs).toISOString(),
    product_id: receipt.product_id,
    prompt: receipt.prompt,
    outcome: receipt.outcome,
    provider: receipt.provider,
    model: receipt.model,
    input_tokens: usage?.input_tokens ?? null,
    output_tokens: usage?.output_tokens ?? null,
    channel: delivered?.channel ?? receipt.channel,
    correlation_id: receipt.correlation_id,
    reason: receipt.reason?.code ?? null,
    key,
  };
}

const maxCellCharacters = 60;
/** Columns are at least as wide as most of what they hold, so that lines which come one by one stand below each other. */
const minWidths = [19, 8, 14, 7, 16, 8, 7, 0] as const;

const titles = ["time (UTC)", "product", "prompt", "outcome", "model", "tokens", "channel", "id"] as const;

/**
 * Lays rows out in columns, a line each.
 *
 * @param options.columns characters of a line; a longer one goes on below, between two cells.
 * @param options.withTitles whether a line of titles stands above.
 */
export function formatRows(
  rows: readonly InsightRow[],
  { columns, withTitles }: { readonly columns: number; readonly withTitles: boolean },
): readonly string[] {
  const lines = [...(withTitles ? [titles] : []), ...rows.map(cellsOf)];
  const widths = minWidths.map((min, index) => Math.max(min, ...lines.map((cells) => cells[index]?.length ?? 0)));
  return lines.map((cells) => layOut(cells, widths, columns));
}

function cellsOf(row: InsightRow): readonly string[] {
  const { input_tokens: input, output_tokens: output, outcome, reason } = row;
  const tokens = input === null && output === null ? "-" : `${input ?? "?"}+${output ?? "?"}`;
  const cells = [
    timeCell(row.time),
    row.product_id,
    row.prompt,
    outcome === "insight" || reason === null ? outcome : `${outcome ?? "?"} ${reason}`,
    row.model,
    tokens,
    row.channel,
    row.correlation_id,
  ];
  return cells.map((cell, index) => {
    // An id is there to be copied, so it is never cut.
    const maxCharacters = index === cells.length - 1 ? Number.MAX_SAFE_INTEGER : maxCellCharacters;
    return cell === null || cell === "" ? "-" : printableLine(cell, maxCharacters);
  });
}

/** To the second. */
function timeCell(time: string): string {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? time : new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

const gap = "  ";
const hanging = "  ";

/** Cells stay whole; a line that is longer than `columns` goes on below. */
function layOut(cells: readonly string[], widths: readonly number[], columns: number): string {
  const padded = cells.map((cell, index) => cell.padEnd(widths[index] ?? 0));
  const whole = padded.join(gap).trimEnd();
  if (whole.length <= columns) return whole;
  const lines: string[] = [];
  let line = "";
  for (const [index, cell] of padded.entries()) {
    const longer = line === "" ? cell : `${line}${gap}${cell}`;
    if (longer.trimEnd().length <= columns || line === "") line = longer;
    else {
      lines.push(line.trimEnd());
      line = `${hanging}${cells[index] ?? ""}`;
    }
  }
  lines.push(line.trimEnd());
  return lines
    .flatMap((each) => (each.length <= columns ? [each] : wrapHanging("", each, columns).split("\n")))
    .join("\n");
}
