import { SQSClient } from "@aws-sdk/client-sqs";
import { createQueue, type Queue } from "../../platform/aws/queue.ts";
import type { Redactor } from "../../platform/records/redactor.ts";
import type { AwsOptions } from "./composition.ts";

/** Makes the {@link Queue} with its client. */
export function openQueue(options: AwsOptions, redactor: Redactor): Queue {
  // With an endpoint of one's own, the host in the queue's URL may be one that nobody can resolve.
  return createQueue(new SQSClient({ ...options, useQueueUrlAsEndpoint: options.endpoint === undefined }), redactor);
}
