import type { S3Client } from "@aws-sdk/client-s3";
import { listNewestReceipts } from "../kit/receipts/newest-receipts.ts";
import { type FoundReceipt, readReceipt } from "../kit/receipts/read-receipts.ts";
import { readReceiptValue, timeOf } from "../kit/receipts/receipt-reading.ts";
import { someAtOnce } from "../kit/some-at-once.ts";
import type { WhyArguments } from "./why-arguments.ts";

/** Which receipts the newest is looked for among. */
export type LastQuery = Pick<WhyArguments, "productId" | "days" | "daysAreGiven"> & { readonly bucketName: string };

/** So many objects are read at most to find one that is a receipt. */
const maxRead = 64;

/**
 * Finds the newest receipt: among those of today and yesterday, and only where there is none among those of all days, unless
 * days were chosen. Null where there is none at all.
 *
 * @throws what the SDK throws.
 */
export async function findLast(client: S3Client, query: LastQuery): Promise<FoundReceipt | null> {
  const { days, daysAreGiven } = query;
  const near = await findNewest(client, query, daysAreGiven ? days : days.slice(0, 2));
  return near === null && !daysAreGiven ? await findNewest(client, query, days) : near;
}

async function findNewest(client: S3Client, query: LastQuery, days: readonly string[]): Promise<FoundReceipt | null> {
  const [newestDay = ""] = days;
  const fromDay = days.at(-1) ?? newestDay;
  const toDay = query.daysAreGiven ? newestDay : null;
  const { receipts } = await listNewestReceipts(client, { ...query, fromDay, toDay });
  for (let next = 0; next < Math.min(receipts.length, maxRead);) {
    // S3 counts whole seconds: of those that were written in the same one, the receipts themselves tell the newest.
    const sameSecond = receipts.slice(next).filter(({ modifiedMs }) => modifiedMs === receipts[next]?.modifiedMs);
    const read = await someAtOnce(sameSecond.slice(0, maxRead), ({ key }) =>
      readReceipt(client, query.bucketName, key),
    );
    const found = read
      .filter((receipt) => receipt !== null)
      .filter(({ content }) => readReceiptValue(content) !== null);
    const [newest] = found.toSorted((left, right) => (instantOf(left) < instantOf(right) ? 1 : -1));
    if (newest !== undefined) return newest;
    next += sameSecond.length;
  }
  return null;
}

function instantOf({ content }: FoundReceipt): string {
  return timeOf(readReceiptValue(content)) ?? "";
}
