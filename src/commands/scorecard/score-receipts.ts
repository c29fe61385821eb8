import { recordCase, type CaseRecord } from "../kit/measure/case-record.ts";
import { createFaultCounter, type FaultCounter } from "../kit/measure/fault-kinds.ts";
import { type CellSummary, summarizeCell } from "../kit/measure/summarize-cell.ts";
import { type ReceiptReading, timeOf } from "../kit/receipts/receipt-reading.ts";
import type { TokenPrice } from "../kit/measure/token-price.ts";
import { modelOf, noModel, textOfReceipt } from "./receipt-text.ts";

/** What one prompt version made with one model. */
export type ScoredCell = Omit<CellSummary, "what_followed" | "repeats_agree">;

/** What the receipts of some days tell. */
export interface Scorecard {
  readonly receipts: number;
  /** Requests by how they ended; `quiet` and `dead_lettered` got no text. */
  readonly outcomes: Readonly<Record<"insight" | "plain" | "refusal" | "quiet" | "dead_lettered", number>>;
  /** Requests that were answered with the text of another: they cost no model. */
  readonly shared: number;
  /** Receipts that don't say how the request ended. */
  readonly unknown: number;
  readonly results: readonly ScoredCell[];
  /** Null where a price or a count is not known. */
  readonly cost_usd: number | null;
}

interface Row {
  readonly prompt: string;
  readonly version: number;
  readonly model: string;
  readonly records: CaseRecord[];
  readonly faults: FaultCounter;
}

/** Sums up receipts by prompt, its version and model. A text that several requests shared counts once. */
export function scoreReceipts(receipts: readonly ReceiptReading[], prices: ReadonlyMap<string, TokenPrice>): Scorecard {
  const outcomes = { insight: 0, plain: 0, refusal: 0, quiet: 0, dead_lettered: 0 };
  const rows = new Map<string, Row>();
  let shared = 0;
  let unknown = 0;
  for (const receipt of receipts) {
    const { outcome } = receipt;
    if (outcome === null || !isOutcome(outcome)) {
      unknown += 1;
      continue;
    }
    outcomes[outcome] += 1;
    if (receipt.coalesced) shared += 1;
    else addTo(rows, receipt);
  }
  const results = [...rows.values()].toSorted(byName).map((row) => cellOf(row, prices));
  const costs = results.map((cell) => cell.cost_usd);
  return {
    receipts: receipts.length,
    outcomes,
    shared,
    unknown,
    results,
    cost_usd: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
  };
}

function isOutcome(outcome: string): outcome is keyof Scorecard["outcomes"] {
  return ["insight", "plain", "refusal", "quiet", "dead_lettered"].includes(outcome);
}

function addTo(rows: Map<string, Row>, receipt: ReceiptReading): void {
  const text = textOfReceipt(receipt);
  if (text === null) return;
  const { prompt, prompt_version: version, product_id: productId, correlation_id: id } = receipt;
  const model = modelOf(receipt);
  const key = JSON.stringify([prompt, version, model]);
  const created = {
    prompt: prompt ?? "unknown",
    version: version ?? 0,
    model,
    records: [],
    faults: createFaultCounter(),
  };
  const row = rows.get(key) ?? created;
  rows.set(key, row);
  const named = {
    id: id ?? "",
    productDay: `${productId ?? ""} ${timeOf(receipt)?.slice(0, 10) ?? ""}`,
    followed: null,
  };
  row.records.push(recordCase(named, text, { repeat: 1, key: null, isTimed: true }));
  row.faults.add(text);
}

function byName(one: Row, other: Row): number {
  return one.prompt.localeCompare(other.prompt) || one.version - other.version || one.model.localeCompare(other.model);
}

function cellOf({ prompt, version, model, records, faults }: Row, prices: ReadonlyMap<string, TokenPrice>): ScoredCell {
  const cell = { prompt, version, model, price: prices.get(model) ?? null, isPlain: model === noModel, records };
  const { what_followed: _, repeats_agree: __, ...told } = summarizeCell({ ...cell, faults: faults.commonest() });
  return told;
}
