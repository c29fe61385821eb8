import { S3Client } from "@aws-sdk/client-s3";
import { countFailedTries } from "../../platform/aws/count-failed-tries.ts";
import { createObjectStore, type ObjectStore } from "../../platform/aws/object-store.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Redactor } from "../../platform/records/redactor.ts";
import type { AwsOptions } from "./composition.ts";

/** Makes the {@link ObjectStore} of a bucket with its client. */
export function openBucket(options: AwsOptions, bucketName: string, redactor: Redactor, metrics: Metrics): ObjectStore {
  // An endpoint of one's own has no host name per bucket.
  const client = new S3Client({ ...options, forcePathStyle: options.endpoint !== undefined });
  client.middlewareStack.use(countFailedTries("s3", metrics));
  return createObjectStore(client, bucketName, redactor);
}
