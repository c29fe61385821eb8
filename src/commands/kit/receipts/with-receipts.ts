import type { S3Client } from "@aws-sdk/client-s3";
import type { CommandContext } from "../command.ts";
import { CommandFailure } from "../command.ts";
import { awsName, formatAwsFailure } from "../format-aws-failure.ts";
import type { BucketPlace } from "./bucket-place.ts";
import { findBucket } from "./find-bucket.ts";
import { createReceiptClient } from "./receipt-bucket.ts";

/** The bucket of the receipts, found. */
export interface ReceiptBucket {
  readonly client: S3Client;
  readonly bucketName: string;
}

/**
 * Finds the bucket of the receipts and gives it to `use`.
 *
 * @throws CommandFailure that says in one line why it is not found or can't be read.
 */
export async function withReceipts<T>(
  place: BucketPlace,
  environment: CommandContext["environment"],
  use: (bucket: ReceiptBucket) => Promise<T>,
): Promise<T> {
  const bucketName = typeof place.bucket === "string" ? place.bucket : await findBucket(place.bucket);
  const client = createReceiptClient(place, environment);
  try {
    return await use({ client, bucketName });
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(formatS3Failure(error, bucketName, place.endpoint), { cause: error });
  } finally {
    client.destroy();
  }
}

/** Says in one line why the bucket could not be read. */
export function formatS3Failure(error: unknown, bucketName: string, endpoint: URL | null): string {
  const service = "S3";
  if (error instanceof Error && error.name === "NoSuchBucket") {
    return `${awsName(service, endpoint)} has no bucket ${bucketName}`;
  }
  return formatAwsFailure(error, {
    service,
    endpoint,
    denied: `denied access to bucket ${bucketName}`,
    rights: `s3:GetObject on ${bucketName}/insights/*, and s3:ListBucket on ${bucketName}`,
  });
}
