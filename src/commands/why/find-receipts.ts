import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { type FoundReceipt, listProducts, readReceipt, receiptRoot } from "../kit/receipts/read-receipts.ts";
import { someAtOnce } from "../kit/some-at-once.ts";
import type { WhyArguments } from "./why-arguments.ts";

/** Which receipts are looked for. */
export interface ReceiptQuery extends Pick<WhyArguments, "productId" | "days"> {
  readonly correlationId: string;
  readonly bucketName: string;
}

/** What was found, and how much was looked through for it. */
export interface ReceiptSearch {
  /** The newest day first. */
  readonly found: readonly FoundReceipt[];
  readonly productCount: number;
}

/**
 * What follows a correlation id in a key of its own: `.json` as earlier versions wrote it, else prompt and channel, and a hash
 * of the caller where one was known. What follows it in the key of a longer id may look the same; the receipt itself tells.
 */
const restOfKey = /^(?:\.[^./!]+\.[^./!]+(?:![0-9a-f]+)?)?\.json$/;

/**
 * Looks for the receipts of a correlation id, in every prompt and channel. A key holds product and day too, so every product
 * that has receipts is asked for, day by day, unless one is given.
 *
 * @throws what the SDK throws, but for a key that is not there.
 */
export async function findReceipts(client: S3Client, query: ReceiptQuery): Promise<ReceiptSearch> {
  const { bucketName, correlationId, days } = query;
  const productIds = query.productId === null ? await listProducts(client, bucketName) : [query.productId];
  const prefixes = days.flatMap((day) =>
    productIds.map((productId) => `${receiptRoot}${productId}/${day}/${correlationId}.`),
  );
  const keys = await someAtOnce(prefixes, (prefix) => listKeys(client, bucketName, prefix));
  const receipts = await someAtOnce(keys.flat(), (key) => readReceipt(client, bucketName, key));
  const found = receipts.filter((receipt) => receipt !== null).filter(({ content }) => isOf(content, correlationId));
  return { found, productCount: productIds.length };
}

async function listKeys(client: S3Client, Bucket: string, prefix: string): Promise<readonly string[]> {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, ContinuationToken }));
    for (const { Key = "" } of page.Contents ?? []) {
      if (restOfKey.test(Key.slice(prefix.length - 1))) keys.push(Key);
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return keys;
}

/** A receipt that says of which request it is, is none of another. */
function isOf(content: unknown, correlationId: string): boolean {
  const told: unknown = Reflect.get(Object(content), "correlation_id");
  return typeof told !== "string" || told === correlationId;
}
