import { type ReceiptReading, readReceiptValue, timeOf } from "../../kit/receipts/receipt-reading.ts";
import type { InsightLine } from "../views/list-views.ts";
import { costOf, type ModelPrices } from "./prices.ts";
import type { KeyParts } from "./receipt-key.ts";

/** A line of what the key alone tells. */
export function lineOfKey(key: string, parts: KeyParts, modifiedMs: number): InsightLine {
  const { productId, prompt, channel, correlationId } = parts;
  return {
    key,
    time: new Date(modifiedMs).toISOString(),
    productId,
    prompt,
    channel,
    correlationId,
    outcome: null,
    reason: null,
    model: null,
    inputTokens: null,
    outputTokens: null,
    costUsd: null,
    leftOut: null,
  };
}

/** The line of a receipt; null where it holds none. */
export function lineOfReceipt(before: InsightLine, content: unknown, prices: ModelPrices): InsightLine | null {
  const receipt = readReceiptValue(content);
  if (receipt === null) return null;
  return {
    ...before,
    time: timeOf(receipt) ?? before.time,
    prompt: receipt.prompt ?? before.prompt,
    channel: receipt.delivered?.channel ?? receipt.channel ?? before.channel,
    correlationId: receipt.correlation_id ?? before.correlationId,
    outcome: receipt.outcome ?? "unknown",
    reason: receipt.reason?.code ?? null,
    model: receipt.model ?? receipt.attempts.at(-1)?.model ?? null,
    inputTokens: receipt.usage?.input_tokens ?? null,
    outputTokens: receipt.usage?.output_tokens ?? null,
    costUsd: costOf(receipt, prices),
    leftOut: leftOutOf(receipt),
  };
}

function leftOutOf({ answers }: ReceiptReading): number | null {
  const sentences = answers.at(-1)?.grounding?.sentences;
  return sentences === undefined ? null : sentences.filter(({ verdict }) => verdict !== "true").length;
}
