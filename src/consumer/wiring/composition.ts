import type { Clock, Fetch, Random } from "../../platform/clock.ts";
import type { CommonConfig } from "../../platform/config/config.ts";
import { ServiceError, toServiceError } from "../../platform/errors.ts";
import { createLogger, type Logger } from "../../platform/logger.ts";
import { createMetrics, type Metrics } from "../../platform/metrics.ts";
import { createRedactor, type Redactor } from "../../platform/records/redactor.ts";
import { teachSecrets } from "../../platform/config/secret-references.ts";
import type { Environment } from "../../platform/config/settings.ts";

/** What the functions take from outside; each has the real thing as its default. */
export interface Dependencies {
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Takes each log and metric line. Default: standard output. */
  readonly write?: (line: string) => void;
  /** Learns every secret. Default: one of the service's own. */
  readonly redactor?: Redactor;
  /** Hears of each failure of a model with a key: it does not end the request that it happens to. */
  readonly onRefusal?: (error: unknown) => void;
}

/** The redactor of a service, which knows every secret of its environment. */
export function prepareRedactor(environment: Environment, dependencies: Dependencies): Redactor {
  const redactor = dependencies.redactor ?? createRedactor();
  teachSecrets(redactor, environment);
  return redactor;
}

/** A parameter may be referred to by the wrong variable: its value must not be quoted as that variable's mistake. */
export function loadConfig<T>(load: (environment: Environment) => T, environment: Environment, redactor: Redactor): T {
  try {
    return load(environment);
  } catch (thrown) {
    const error = toServiceError(thrown);
    throw new ServiceError(error.code, redactor.redact(error.message), { retryable: error.retryable });
  }
}

/** The logger and the metrics of a service. */
export function createTelemetry(
  config: CommonConfig,
  redactor: Redactor,
  { clock, write }: Dependencies,
): { readonly logger: Logger; readonly metrics: Metrics } {
  const { stage } = config;
  return {
    logger: createLogger({ level: config.logLevel, redactor, base: { stage }, write }),
    metrics: createMetrics({ stage, clock, redactor, write }),
  };
}

/** A call to AWS that takes longer than this is tried anew: the SDK's own default is to wait for ever. */
const awsTimeouts = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true } as const;

/** What every AWS client is made with. */
export interface AwsOptions {
  readonly region: string;
  readonly requestHandler: typeof awsTimeouts;
  readonly endpoint?: string;
}

/**
 * The SDK's own endpoint variables, read from the environment that this service was composed for: it need not be the
 * process's.
 */
export function awsOptions(
  { region }: CommonConfig,
  environment: Environment,
  service: "DYNAMODB" | "ECS" | "S3" | "SQS",
): AwsOptions {
  const endpoint = environment[`AWS_ENDPOINT_URL_${service}`] ?? environment["AWS_ENDPOINT_URL"] ?? "";
  const options = { region, requestHandler: awsTimeouts };
  return endpoint === "" ? options : { ...options, endpoint };
}
