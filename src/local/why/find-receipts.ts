import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import { parseJson } from "../../platform/http.ts";
import type { ReceiptQuery } from "./why-arguments.ts";

/** A receipt as the bucket holds it. */
export interface FoundReceipt {
  readonly key: string;
  /** Its JSON value; undefined where the object holds no JSON. */
  readonly content: unknown;
}

/** What was found, and how much was looked through for it. */
export interface ReceiptSearch {
  /** The newest day first. */
  readonly found: readonly FoundReceipt[];
  readonly productCount: number;
}

const root = "insights/";

/** S3 answers this many at once without asking anyone to slow down. */
const atOnce = 16;

/**
 * Looks for the receipts of a correlation id. A key holds product and day too, so every product that has receipts is asked
 * for, day by day; with a product given nothing is listed.
 *
 * @throws what the SDK throws, but for a key that is not there.
 */
export async function findReceipts(client: S3Client, query: ReceiptQuery): Promise<ReceiptSearch> {
  const { bucketName, correlationId, days } = query;
  const productIds = query.productId === null ? await listProducts(client, bucketName) : [query.productId];
  const keys = days.flatMap((day) => productIds.map((productId) => `${root}${productId}/${day}/${correlationId}.json`));

  const receipts: (FoundReceipt | null)[] = [];
  for (let next = 0; next < keys.length; next += atOnce) {
    const some = keys.slice(next, next + atOnce);
    receipts.push(...(await Promise.all(some.map((key) => readReceipt(client, bucketName, key)))));
  }
  return { found: receipts.filter((receipt) => receipt !== null), productCount: productIds.length };
}

async function listProducts(client: S3Client, Bucket: string): Promise<readonly string[]> {
  const productIds: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: root, Delimiter: "/", ContinuationToken }),
    );
    for (const { Prefix = "" } of page.CommonPrefixes ?? []) productIds.push(Prefix.slice(root.length, -1));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return productIds;
}

async function readReceipt(client: S3Client, Bucket: string, key: string): Promise<FoundReceipt | null> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
    return { key, content: parseJson((await Body?.transformToString()) ?? "") };
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
}
