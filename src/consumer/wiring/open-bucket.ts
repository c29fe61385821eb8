import { S3Client } from "@aws-sdk/client-s3";
import { createObjectStore, type ObjectStore } from "../../platform/aws/object-store.ts";
import type { Redactor } from "../../platform/records/redactor.ts";
import type { AwsOptions } from "./composition.ts";

/** Makes the {@link ObjectStore} of a bucket with its client. */
export function openBucket(options: AwsOptions, bucketName: string, redactor: Redactor): ObjectStore {
  // An endpoint of one's own has no host name per bucket.
  return createObjectStore(
    new S3Client({ ...options, forcePathStyle: options.endpoint !== undefined }),
    bucketName,
    redactor,
  );
}
