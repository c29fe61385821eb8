import { loadApiConfig } from "../../platform/config/config.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Queue } from "../../platform/aws/queue.ts";
import type { Environment } from "../../platform/config/settings.ts";
import { awsOptions, createTelemetry, loadConfig, prepareRedactor, type Dependencies } from "./composition.ts";
import { openQueue } from "./open-queue.ts";

/** The wired `api` function. */
export interface ApiService {
  readonly queue: Queue;
  readonly queueUrl: string;
  /** The channel of a request that names none, and those that callers may post to. */
  readonly channel: string;
  readonly channels: readonly string[];
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Wires the `api` function, which only puts requests on the queue.
 *
 * @param environment settings with every `ssm:` reference already resolved.
 * @throws ServiceError `CONFIGURATION_INVALID`.
 */
export async function composeApi(environment: Environment, dependencies: Dependencies = {}): Promise<ApiService> {
  const redactor = prepareRedactor(environment, dependencies);
  const config = loadConfig(loadApiConfig, environment, redactor);
  return {
    queue: openQueue(awsOptions(config, environment, "SQS"), redactor),
    queueUrl: config.promptQueueUrl,
    channel: config.channel,
    channels: config.channels,
    ...createTelemetry(config, redactor, dependencies),
  };
}
