import { S3Client } from "@aws-sdk/client-s3";
import { awsClientOptions } from "../aws-client-options.ts";
import { defaultRegion } from "../../../platform/config/deployed-names.ts";
import type { BucketPlace } from "./bucket-place.ts";

/**
 * Makes the client that reads receipts: with the SDK's usual credentials, region and endpoint variables, or at an endpoint
 * and in a region that are given.
 */
export function createReceiptClient(
  { endpoint, region: givenRegion }: Pick<BucketPlace, "endpoint" | "region">,
  environment: Readonly<Record<string, string | undefined>>,
): S3Client {
  const ownEndpoint = environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"] ?? "";
  const region = givenRegion ?? (endpoint === null ? undefined : (environment["AWS_REGION"] ?? defaultRegion));
  return new S3Client({
    ...awsClientOptions({ endpoint, region }),
    followRegionRedirects: true,
    forcePathStyle: endpoint !== null || ownEndpoint !== "",
  });
}
