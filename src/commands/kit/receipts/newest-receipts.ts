import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { someAtOnce } from "../some-at-once.ts";
import { listProducts, receiptRoot } from "./read-receipts.ts";

/** Which receipts are looked for. */
export interface NewestQuery {
  readonly bucketName: string;
  /** Null is every product. */
  readonly productId: string | null;
  /** The first day, UTC, `YYYY-MM-DD`. */
  readonly fromDay: string;
  /** The last day. Null is no bound: a clock that is behind hides nothing. */
  readonly toDay: string | null;
}

/** A receipt of a listing, unread. */
export interface ListedReceipt {
  readonly key: string;
  /** When it was written, milliseconds since the UNIX epoch; S3 counts whole seconds. */
  readonly modifiedMs: number;
  /** Another one after each writing. */
  readonly version: string;
}

/** What a listing found. */
export interface ReceiptListing {
  /** The newest first. */
  readonly receipts: readonly ListedReceipt[];
  readonly productCount: number;
  /** Products that have more receipts in these days than were listed. */
  readonly cutProductIds: readonly string[];
}

/** Of a product 100 000 receipts are listed at most. */
const maxPages = 100;

/**
 * Lists receipts by when they were written. It takes one call for the products and one for each of them: the days follow each
 * other in the keys, so that a listing which starts at the first day holds all of them. More pages are more calls.
 *
 * @throws what the SDK throws.
 */
export async function listNewestReceipts(client: S3Client, query: NewestQuery): Promise<ReceiptListing> {
  const productIds = query.productId === null ? await listProducts(client, query.bucketName) : [query.productId];
  const listings = await someAtOnce(productIds, (productId) => listProduct(client, productId, query));
  const receipts = listings.flatMap((listing) => listing.receipts).toSorted(byTime);
  const cutProductIds = listings.filter(({ isCut }) => isCut).map(({ productId }) => productId);
  return { receipts, productCount: productIds.length, cutProductIds };
}

function byTime(left: ListedReceipt, right: ListedReceipt): number {
  return right.modifiedMs - left.modifiedMs || (left.key < right.key ? -1 : 1);
}

async function listProduct(client: S3Client, productId: string, { bucketName, fromDay, toDay }: NewestQuery) {
  const Prefix = `${receiptRoot}${productId}/`;
  const receipts: ListedReceipt[] = [];
  let ContinuationToken: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const command = new ListObjectsV2Command({
      Bucket: bucketName,
      Prefix,
      // No key is the day alone, so that its first one follows.
      StartAfter: `${Prefix}${fromDay}`,
      ContinuationToken,
    });
    const { Contents = [], NextContinuationToken } = await client.send(command);
    let isPast = false;
    for (const { Key = "", LastModified, ETag = "" } of Contents) {
      const day = Key.slice(Prefix.length, Prefix.length + fromDay.length);
      isPast = toDay !== null && day > toDay;
      if (isPast || day < fromDay || !Key.endsWith(".json")) continue;
      receipts.push({ key: Key, modifiedMs: LastModified?.getTime() ?? 0, version: ETag });
    }
    ContinuationToken = NextContinuationToken;
    if (ContinuationToken === undefined || isPast) return { productId, receipts, isCut: false };
  }
  return { productId, receipts, isCut: true };
}
