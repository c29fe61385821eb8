import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock } from "../../platform/clock.ts";
import type { Command, CommandContext } from "../kit/command.ts";
import { lastDays } from "../kit/receipts/days.ts";
import { type ListedReceipt, listNewestReceipts, type ReceiptListing } from "../kit/receipts/newest-receipts.ts";
import { readReceipt } from "../kit/receipts/read-receipts.ts";
import { type ReceiptBucket, withReceipts } from "../kit/receipts/with-receipts.ts";
import { someAtOnce } from "../kit/some-at-once.ts";
import { formatRows, type InsightRow, readInsightRow } from "./insight-row.ts";
import { readRecentArguments, type RecentArguments, recentHelp } from "./recent-arguments.ts";

/** `npm run recent`: lists the latest insights of a deployment. */
export const recent: Command = {
  help: recentHelp,
  interruption: "ends",
  run: async (argv, context) => await runRecent(argv, context),
};

/** What time is for the command. */
export interface RecentTime {
  readonly clock?: Clock;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** A look costs one call, and one for each product. */
const lookEveryMs = 5_000;

/**
 * Lists the latest insights, the newest last, and with `--follow` those that come until the signal is aborted.
 *
 * @throws UsageError, and CommandFailure where the bucket can't be read.
 */
export async function runRecent(
  argv: readonly string[],
  context: CommandContext,
  { clock = Date.now, sleep = sleepUntilAborted }: RecentTime = {},
): Promise<number> {
  const { terminal, signal, environment } = context;
  const asked = readRecentArguments(argv, environment);
  return await withReceipts(asked.place, environment, async (bucket) => {
    const first = await look(bucket, asked, clock());
    for (const productId of first.cutProductIds) {
      terminal.note(`${productId} has more receipts than were looked through: newer ones may be missing`);
    }
    const latest = first.receipts.slice(0, asked.limit);
    await tell(latest, bucket, asked, context, true);
    if (latest.length === 0) terminal.note(formatNone(first, asked, bucket.bucketName));
    let seen = versionsOf(first);
    while (asked.follow && !signal.aborted) {
      await sleep(lookEveryMs, signal);
      if (signal.aborted) break;
      const now = await look(bucket, asked, clock());
      // One that was written anew tells another end of the same request.
      const fresh = now.receipts.filter(({ key, version }) => seen.get(key) !== version);
      await tell(fresh, bucket, asked, context, false);
      seen = versionsOf(now);
    }
    return 0;
  });
}

async function look(bucket: ReceiptBucket, { productId }: RecentArguments, nowMs: number): Promise<ReceiptListing> {
  const [today = "", yesterday = today] = lastDays(2, nowMs);
  const query = { bucketName: bucket.bucketName, productId, fromDay: yesterday, toDay: null };
  return await listNewestReceipts(bucket.client, query);
}

function versionsOf({ receipts }: ReceiptListing): ReadonlyMap<string, string> {
  return new Map(receipts.map(({ key, version }) => [key, version]));
}

async function tell(
  newestFirst: readonly ListedReceipt[],
  { client, bucketName }: ReceiptBucket,
  { json }: RecentArguments,
  { terminal }: CommandContext,
  withTitles: boolean,
): Promise<void> {
  const read = await someAtOnce(newestFirst, async ({ key, modifiedMs }) => {
    const receipt = await readReceipt(client, bucketName, key);
    if (receipt === null) return null;
    const row = readInsightRow(receipt.content, key, modifiedMs);
    if (row === null) terminal.note(`s3://${bucketName}/${key} is no receipt: it holds no JSON object`);
    return row;
  });
  const rows = read.filter((row) => row !== null).toSorted(byTime);
  if (rows.length === 0) return;
  if (json) for (const row of rows) terminal.print(JSON.stringify(row));
  else for (const line of formatRows(rows, { columns: terminal.rowColumns, withTitles })) terminal.print(line);
}

function byTime(left: InsightRow, right: InsightRow): number {
  return Date.parse(left.time) - Date.parse(right.time) || 0;
}

function formatNone({ productCount }: ReceiptListing, { productId, follow }: RecentArguments, bucketName: string) {
  const products = productId ?? (productCount === 1 ? "1 product" : `${productCount} products`);
  const waiting = follow ? "; waiting for the first" : "";
  return `No receipt of today or yesterday (UTC) in s3://${bucketName}/insights/: looked through ${products}${waiting}`;
}

async function sleepUntilAborted(ms: number, signal: AbortSignal): Promise<void> {
  await sleepFor(ms, undefined, { signal }).catch(() => undefined);
}
