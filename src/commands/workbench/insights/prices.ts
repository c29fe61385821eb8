import { costUsd, type TokenPrice } from "../../kit/measure/token-price.ts";
import type { ReceiptReading } from "../../kit/receipts/receipt-reading.ts";

/** What models cost, by their name. */
export type ModelPrices = ReadonlyMap<string, TokenPrice>;

/** What the text of a receipt cost, US dollars: 0 where no model was asked, null where a price or a count is not known. */
export function costOf(receipt: ReceiptReading, prices: ModelPrices): number | null {
  const { usage, attempts, answers, provider } = receipt;
  // Another request paid for it.
  if (receipt.coalesced) return 0;
  const asked = attempts.filter(({ skipped }) => !skipped);
  if (asked.length === 0 && answers.length === 0) return 0;
  const names = new Set([...asked, ...answers].map((each) => plainName(each.model ?? "")));
  const [name] = names;
  if (names.size !== 1 || name === undefined) return null;
  const byName = new Map([...prices].map(([label, price]) => [plainName(label), price]));
  const price = byName.get(name) ?? byName.get(`${provider ?? ""}:${name}`) ?? null;
  return costUsd(price, { inputTokens: usage?.input_tokens ?? null, outputTokens: usage?.output_tokens ?? null });
}

/** Ollama answers as `NAME:latest` whoever is asked as `NAME`. */
function plainName(model: string): string {
  return model.replace(/:latest$/, "");
}
