import type { DayTotals, InsightLine, InsightPage } from "../views/list-views.ts";
import type { IndexedReceipt, ReceiptIndex } from "./receipt-index.ts";

/** Which insights are looked for. Null is any. */
export interface LineFilter {
  readonly productId: string | null;
  readonly prompt: string | null;
  readonly outcome: string | null;
  readonly model: string | null;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string | null;
  /** A part of the correlation id. */
  readonly id: string | null;
}

const pageSize = 50;

/** Reads the filter of a query. */
export function readLineFilter(query: URLSearchParams): LineFilter {
  const read = (name: string): string | null => {
    const value = query.get(name)?.trim() ?? "";
    return value === "" ? null : value.slice(0, 200);
  };
  return {
    productId: read("product"),
    prompt: read("prompt"),
    outcome: read("outcome"),
    model: read("model"),
    day: read("day"),
    id: read("id"),
  };
}

/** A page of the list from the line `from` on (0 is the newest). What it shows is read; all others are where they are read by then. */
export async function findLines(index: ReceiptIndex, filter: LineFilter, from: number): Promise<InsightPage> {
  // What fits by its key alone has to be read before it can be told whether it fits by the rest.
  const looked = index
    .all()
    .filter((receipt) => fits(receipt, filter))
    .slice(from, from + pageSize);
  await index.read(looked.map(({ line }) => line));
  const all = index.all();
  const fitting = all.filter((receipt) => fits(receipt, filter));
  const lines = fitting.slice(from, from + pageSize).map(({ line }) => line);
  return {
    lines,
    next: from + pageSize < fitting.length ? from + pageSize : null,
    count: fitting.length,
    unread: countUnread(all),
    total: all.length,
    problem: index.problem(),
  };
}

function fits({ line, day }: IndexedReceipt, filter: LineFilter): boolean {
  return (
    matches(filter.productId, line.productId) &&
    matches(filter.prompt, line.prompt) &&
    matches(filter.day, day) &&
    (filter.id === null || line.correlationId.includes(filter.id)) &&
    matches(filter.outcome, line.outcome) &&
    (filter.model === null || (isKnown(line) && (line.model ?? "none") === filter.model))
  );
}

function matches(wanted: string | null, value: string | null): boolean {
  return wanted === null || wanted === value;
}

/** Whether its receipt is read: before that its key alone tells of it. */
function isKnown({ outcome }: InsightLine): boolean {
  return outcome !== null;
}

function countUnread(receipts: readonly IndexedReceipt[]): number {
  return receipts.reduce((count, { line }) => count + (isKnown(line) ? 0 : 1), 0);
}

/** What a day came to, as far as its receipts are read. */
export function totalsOf(index: ReceiptIndex, day: string): Omit<DayTotals, "deadLetters"> {
  const ofDay = index.all().filter((receipt) => receipt.day === day);
  const lines = ofDay.map(({ line }) => line).filter(isKnown);
  const outcomes: Record<string, number> = {};
  for (const { outcome } of lines) outcomes[outcome ?? "unknown"] = (outcomes[outcome ?? "unknown"] ?? 0) + 1;
  return {
    day,
    count: ofDay.length,
    unread: countUnread(ofDay),
    outcomes,
    inputTokens: sum(lines, ({ inputTokens }) => inputTokens ?? 0),
    outputTokens: sum(lines, ({ outputTokens }) => outputTokens ?? 0),
    costUsd: lines.some(({ costUsd }) => costUsd === null) ? null : sum(lines, ({ costUsd }) => costUsd ?? 0),
  };
}

function sum(lines: readonly InsightLine[], of: (line: InsightLine) => number): number {
  return lines.reduce((total, line) => total + of(line), 0);
}

/** The models that wrote any of them, `none` among them where the figures alone did. */
export function modelsOf(index: ReceiptIndex): readonly string[] {
  const lines = index
    .all()
    .map(({ line }) => line)
    .filter(isKnown);
  return [...new Set(lines.map(({ model }) => model ?? "none"))].toSorted();
}

/** The products that have receipts. */
export function productsOf(index: ReceiptIndex): readonly string[] {
  return [...new Set(index.all().map(({ line }) => line.productId))].toSorted();
}
