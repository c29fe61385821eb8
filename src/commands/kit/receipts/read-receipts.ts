import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import { parseJson } from "../../../platform/http/http.ts";

/** What the keys of all receipts begin with. */
export const receiptRoot = "insights/";

/** A receipt as the bucket holds it. */
export interface FoundReceipt {
  readonly key: string;
  /** Its JSON value; undefined where the object holds no JSON. */
  readonly content: unknown;
}

/** Every product that has receipts: one call for each 1000 of them. */
export async function listProducts(client: S3Client, Bucket: string): Promise<readonly string[]> {
  const productIds: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: receiptRoot, Delimiter: "/", ContinuationToken }),
    );
    for (const { Prefix = "" } of page.CommonPrefixes ?? []) productIds.push(Prefix.slice(receiptRoot.length, -1));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return productIds;
}

/** Reads a receipt; null where there is none any more. */
export async function readReceipt(client: S3Client, Bucket: string, key: string): Promise<FoundReceipt | null> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
    return { key, content: parseJson((await Body?.transformToString()) ?? "") };
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
}
