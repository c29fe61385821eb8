import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { WatchEntry } from "../../platform/watches/watch-file.cjs";
import { watchCorrelationId } from "../../platform/watches/watch-file.cjs";
import { lastDays } from "../kit/receipts/days.ts";
import { readReceipt, receiptRoot } from "../kit/receipts/read-receipts.ts";
import { readReceiptValue, timeOf } from "../kit/receipts/receipt-reading.ts";
import type { ReceiptBucket } from "../kit/receipts/with-receipts.ts";

/** What came of what a watch asked for last. */
export interface LastOutcome {
  /** ISO 8601, UTC: when it was to ask; null where the id does not tell. */
  readonly scheduled_at: string | null;
  readonly ended_at: string | null;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly correlation_id: string;
}

/** So many days back from today are looked through. */
const days = 7;

/** Finds the newest receipt of a watch; null where there is none of the last 7 days. */
export async function findLastOutcome(
  { client, bucketName }: ReceiptBucket,
  { name, product_id: productId }: WatchEntry,
  nowMs: number,
): Promise<LastOutcome | null> {
  for (const day of lastDays(days, nowMs)) {
    const prefix = `${receiptRoot}${productId}/${day}/${watchCorrelationId(name, "")}`;
    const key = await newestKey({ client, bucketName }, prefix);
    const found = key === null ? null : await readReceipt(client, bucketName, key);
    const receipt = found === null ? null : readReceiptValue(found.content);
    if (receipt === null) continue;
    const correlationId = receipt.correlation_id ?? "";
    return {
      scheduled_at: timeOfId(correlationId, name),
      ended_at: timeOf(receipt),
      outcome: receipt.outcome,
      reason: receipt.reason?.code ?? null,
      correlation_id: correlationId,
    };
  }
  return null;
}

/** Keys of a watch follow each other by the time that they were scheduled for. */
async function newestKey({ client, bucketName }: ReceiptBucket, Prefix: string): Promise<string | null> {
  let newest: string | null = null;
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket: bucketName, Prefix, ContinuationToken }));
    newest = page.Contents?.at(-1)?.Key ?? newest;
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return newest;
}

function timeOfId(correlationId: string, name: string): string | null {
  const ms = Date.parse(correlationId.slice(watchCorrelationId(name, "").length));
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
