import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { setTimeout as sleepFor } from "node:timers/promises";
import { createAssistantClient } from "../assistant/assistant-client.ts";
import { createGrantTurns } from "../assistant/grant-turn.ts";
import { createSharedTokenStore } from "../assistant/shared-token-store.ts";
import { TokenCache } from "../assistant/token-cache.ts";
import { requestAccessToken } from "../assistant/token-grant.ts";
import { createDeliverInsight, type DeliverInsight } from "../insight/deliver-insight.ts";
import { LLMManager } from "../llm/llm-manager.ts";
import type { ModelProvider } from "../llm/model-provider.ts";
import { createOllamaGroupProvider } from "../llm/ollama-group-provider.ts";
import { createOllamaNodeGroup } from "../llm/ollama-node-group.ts";
import { createOllamaProvider } from "../llm/ollama-provider.ts";
import { createCandlesWithFallback } from "../market/candles-with-fallback.ts";
import { createCoinbaseCandles } from "../market/coinbase-candles.ts";
import { createCollectedHistory } from "../market/collected-history.ts";
import type { Clock, Fetch, Random } from "../platform/clock.ts";
import { type CommonConfig, loadApiConfig, loadPromptsConfig, type ProviderConfig } from "../platform/config.ts";
import { ServiceError, toServiceError } from "../platform/errors.ts";
import { createLedger } from "../platform/ledger.ts";
import { createLogger, type Logger } from "../platform/logger.ts";
import { createMetrics, type Metrics } from "../platform/metrics.ts";
import { createObjectStore } from "../platform/object-store.ts";
import { createQueue, type Queue } from "../platform/queue.ts";
import { createRedactor, type Redactor } from "../platform/redactor.ts";
import { teachSecrets } from "../platform/secret-references.ts";
import type { Environment } from "../platform/settings.ts";
import type { BatchPorts } from "./handle-batch.ts";

/** What the world gives; each has the real thing as its default. */
export interface World {
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Takes each log and metric line. Default: standard output. */
  readonly write?: (line: string) => void;
  /** Learns every secret. Default: one of the service's own. */
  readonly redactor?: Redactor;
  /** Is told of each failure of a model with a key: it does not end the request that it happens to. */
  readonly onRefusal?: (error: unknown) => void;
}

/** The wired `prompts` function. */
export interface PromptsService {
  readonly deliver: DeliverInsight;
  readonly batch: BatchPorts;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly channel: string;
}

/** The wired `api` function. */
export interface ApiService {
  readonly queue: Queue;
  readonly queueUrl: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Wires the `prompts` function. This is the one place that knows every concrete client.
 *
 * @param environment settings with every `ssm:` reference already resolved.
 * @throws ServiceError `CONFIGURATION_INVALID`.
 */
export async function composePrompts(environment: Environment, world: World = {}): Promise<PromptsService> {
  const redactor = prepareRedactor(environment, world);
  const config = loadConfig(loadPromptsConfig, environment, redactor);
  const { logger, metrics } = createTelemetry(config, redactor, world);
  const clock = world.clock ?? Date.now;
  const { fetch, random } = world;
  const ecs = awsOptions(config, environment, "ECS");
  const providers = await Promise.all(config.providers.map((provider) => createProvider(provider, ecs, world)));

  const dynamodb = new DynamoDBClient(awsOptions(config, environment, "DYNAMODB"));
  const queue = createSqsQueue(config, environment);
  const s3 = awsOptions(config, environment, "S3");
  // An endpoint of one's own has no host name per bucket.
  const objects = createObjectStore(new S3Client({ ...s3, forcePathStyle: "endpoint" in s3 }), config.bucketName);
  const ledger = createLedger({ client: dynamodb, tableName: config.stateTableName, clock });
  const { auth0, assistant } = config;
  const tokens = new TokenCache({
    store: createSharedTokenStore({
      client: dynamodb,
      tableName: config.cacheTableName,
      clientId: auth0.clientId,
      audience: auth0.audience,
    }),
    requestToken: (deadline) => requestAccessToken({ ...auth0, fetch, clock }, deadline),
    takeTurn: createGrantTurns(ledger, auth0, logger),
    redactor,
    logger,
    clock,
  });

  const writeReceipt = (key: string, receipt: object, signal: AbortSignal): Promise<void> =>
    objects.putJson(key, receipt, signal);
  const deliver = createDeliverInsight({
    fetchCandles: createCandlesWithFallback(
      createCoinbaseCandles({ ...config.coinbase, fetch, clock: world.clock, random }),
      createCollectedHistory({ objects }),
    ),
    model: new LLMManager(providers, { logger, metrics, clock, random }),
    ledger,
    notify: createAssistantClient({ ...assistant, tokens, fetch, random }),
    prepareToNotify: (deadline) => tokens.get(deadline),
    writeReceipt,
    metrics,
    clock,
    sleep: (ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }),
  });
  return {
    deliver,
    logger,
    metrics,
    channel: assistant.channel,
    batch: {
      deliver,
      queue,
      queueUrl: config.promptQueueUrl,
      dlqUrl: config.promptDlqUrl,
      channel: assistant.channel,
      redactor,
      metrics,
      writeReceipt,
      clock,
      random,
    },
  };
}

/**
 * Wires the `api` function, which only puts requests on the queue.
 *
 * @param environment settings with every `ssm:` reference already resolved.
 * @throws ServiceError `CONFIGURATION_INVALID`.
 */
export async function composeApi(environment: Environment, world: World = {}): Promise<ApiService> {
  const redactor = prepareRedactor(environment, world);
  const config = loadConfig(loadApiConfig, environment, redactor);
  return {
    queue: createSqsQueue(config, environment),
    queueUrl: config.promptQueueUrl,
    ...createTelemetry(config, redactor, world),
  };
}

function prepareRedactor(environment: Environment, world: World): Redactor {
  const redactor = world.redactor ?? createRedactor();
  teachSecrets(redactor, environment);
  return redactor;
}

/** A parameter may be referred to by the wrong variable: its value must not be quoted as that variable's mistake. */
function loadConfig<T>(load: (environment: Environment) => T, environment: Environment, redactor: Redactor): T {
  try {
    return load(environment);
  } catch (thrown) {
    const error = toServiceError(thrown);
    throw new ServiceError(error.code, redactor.redact(error.message), { retryable: error.retryable });
  }
}

/** A new provider is one new file and one line here. Only a deployment that needs the client of Bedrock or ECS loads it. */
async function createProvider(config: ProviderConfig, client: AwsOptions, world: World): Promise<ModelProvider> {
  const { fetch, clock, random } = world;
  if (config.name === "bedrock") {
    const { createBedrockProvider } = await import("../llm/bedrock-provider.ts");
    return createBedrockProvider(config);
  }
  const server = { model: config.model, apiKey: config.apiKey ?? undefined, fetch };
  if (config.name === "ollama") return watched(createOllamaProvider({ ...server, host: config.host }), world);
  const { createEcsService } = await import("../llm/ecs-service.ts");
  const ecs = createEcsService({ ...config.nodeGroup, client });
  const group = createOllamaNodeGroup({ ...config.nodeGroup, ecs, clock, random });
  return watched(createOllamaGroupProvider({ ...server, group }), world);
}

/** Tells the world of each failure, since the next provider or the plain insight hides it from everybody else. */
function watched(provider: ModelProvider, { onRefusal }: World): ModelProvider {
  return {
    ...provider,
    async answer(prompt, options) {
      try {
        return await provider.answer(prompt, options);
      } catch (error) {
        onRefusal?.(error);
        throw error;
      }
    },
  };
}

function createTelemetry(
  config: CommonConfig,
  redactor: Redactor,
  { clock, write }: World,
): { readonly logger: Logger; readonly metrics: Metrics } {
  const { stage } = config;
  return {
    logger: createLogger({ level: config.logLevel, redactor, base: { stage }, write }),
    metrics: createMetrics({ stage, clock, write }),
  };
}

function createSqsQueue(config: CommonConfig, environment: Environment): Queue {
  const sqs = awsOptions(config, environment, "SQS");
  // With an endpoint of one's own, the host in the queue's URL may be one that nobody can resolve.
  return createQueue(new SQSClient({ ...sqs, useQueueUrlAsEndpoint: !("endpoint" in sqs) }));
}

/** A call to AWS that takes longer than this is tried anew: the SDK's own default is to wait for ever. */
const awsTimeouts = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true } as const;

/** What every AWS client is made with. */
interface AwsOptions {
  readonly region: string;
  readonly requestHandler: typeof awsTimeouts;
  readonly endpoint?: string;
}

/**
 * The SDK's own endpoint variables, read from the environment that this service was composed for: it need not be the
 * process's.
 */
function awsOptions(
  { region }: CommonConfig,
  environment: Environment,
  service: "DYNAMODB" | "ECS" | "S3" | "SQS",
): AwsOptions {
  const endpoint = environment[`AWS_ENDPOINT_URL_${service}`] ?? environment["AWS_ENDPOINT_URL"] ?? "";
  const options = { region, requestHandler: awsTimeouts };
  return endpoint === "" ? options : { ...options, endpoint };
}
