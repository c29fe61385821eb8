import { awsName, formatAwsFailure } from "../kit/format-aws-failure.ts";
import type { ReceiptSearch } from "./find-receipts.ts";
import type { ReceiptQuery } from "./why-arguments.ts";

/** Says in one line why the bucket could not be read. */
export function formatS3Failure(error: unknown, { bucketName, endpoint }: ReceiptQuery): string {
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

/** Says in one line what was looked through in vain, and what to try. */
export function formatNothingFound(search: ReceiptSearch, given: ReceiptQuery): string {
  const { correlationId, productId, days, bucketName } = given;
  const [newest = "", oldest = newest] = [days[0], days.at(-1)];
  const products =
    productId ??
    (search.productCount === 1 ? "1 product that has receipts" : `${search.productCount} products that have receipts`);
  const period = newest === oldest ? `on ${newest}` : `from ${oldest} to ${newest}`;
  return (
    `No receipt of ${correlationId} in s3://${bucketName}/insights/: looked through ${products}, ${period} (UTC). ` +
    "It may be older (--days, --date), not done yet, or mistyped; a message that holds no valid request, or that the queue " +
    "itself gave up, is in the dead-letter queue without a receipt"
  );
}
