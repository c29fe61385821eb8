import { S3ServiceException } from "@aws-sdk/client-s3";
import { errorCodeOf } from "../../platform/describe-error.ts";
import type { ReceiptSearch } from "./find-receipts.ts";
import type { WhyArguments } from "./why-arguments.ts";

/** Names that S3 and the SDK give to credentials that are wrong, and not merely too weak. */
const badCredentials = /^(InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken\w*|InvalidToken|TokenRefreshRequired)$/;

/** Says in one line why the bucket could not be read. */
export function tellS3Failure(error: unknown, { bucketName, endpoint }: WhyArguments): string {
  const where = endpoint === null ? "S3" : `S3 at ${endpoint.origin}`;
  const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
  const [reason = ""] = message.split("\n");
  if (name === "NoSuchBucket") return `${where} has no bucket ${bucketName}`;
  if (name.startsWith("CredentialsProviderError") || name === "TokenProviderError") {
    return `There are no usable AWS credentials (AWS_PROFILE, aws sso login, ...): ${reason}`;
  }
  if (badCredentials.test(name)) return `${where} does not accept the AWS credentials: ${name}: ${reason}`;
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403) {
    const rights = `s3:GetObject on ${bucketName}/insights/*, and s3:ListBucket on ${bucketName}`;
    return `${where} denied access to bucket ${bucketName} (${name}): reading receipts needs ${rights}`;
  }
  const code = errorCodeOf(error) ?? (name === "TimeoutError" ? name : undefined);
  if (code !== undefined) return `${where} can't be reached: ${code}`;
  if (reason === "Region is missing") return "There is no AWS region: set AWS_REGION, or a region in your AWS profile";
  return `${where} could not be read: ${name}: ${reason}`;
}

/** Says in one line what was looked through in vain, and what to try. */
export function tellNothingFound(search: ReceiptSearch, given: WhyArguments): string {
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
