import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { setTimeout as sleepFor } from "node:timers/promises";
import { checkVersion } from "../../grounding/check-version.ts";
import { createDeliverInsight, type DeliverInsight } from "../../insight/deliver-insight.ts";
import type { Budget } from "../../llm/budget.ts";
import { LLMManager } from "../../llm/llm-manager.ts";
import type { ModelProvider } from "../../llm/model-provider.ts";
import { fingerprintOf } from "../../llm/provider-fingerprint.ts";
import { createCandlesWithFallback } from "../../market/candles-with-fallback.ts";
import { createCoinbaseCandles } from "../../market/coinbase/coinbase-candles.ts";
import { createCollectedHistory } from "../../market/history/collected-history.ts";
import { loadPromptsConfig, type PromptsConfig, type ProviderConfig } from "../../platform/config/config.ts";
import type { Clock, Sleep } from "../../platform/clock.ts";
import { countFailedTries } from "../../platform/aws/count-failed-tries.ts";
import { createItemTable } from "../../platform/aws/item-table.ts";
import { createLedger } from "../../platform/aws/ledger.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Environment } from "../../platform/config/settings.ts";
import {
  type AwsOptions,
  awsOptions,
  createTelemetry,
  loadConfig,
  prepareRedactor,
  type Dependencies,
} from "./composition.ts";
import { isOfPost } from "../batch/dead-letter-receipt.ts";
import type { BatchPorts } from "../batch/handle-batch.ts";
import { composeDelivery } from "./compose-delivery.ts";
import { lateObjectStore, lateQueue } from "./late-ports.ts";
import { shareDeliveries } from "../batch/share-deliveries.ts";

/** The wired `prompts` function. */
export interface PromptsService {
  readonly deliver: DeliverInsight;
  readonly batch: BatchPorts;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly channel: string;
}

/**
 * Wires the `prompts` function. This is the one place that knows every concrete client.
 *
 * @param environment settings with every `ssm:` reference already resolved.
 * @throws ServiceError `CONFIGURATION_INVALID`.
 */
export async function composePrompts(
  environment: Environment,
  dependencies: Dependencies = {},
): Promise<PromptsService> {
  const redactor = prepareRedactor(environment, dependencies);
  const config = loadConfig(loadPromptsConfig, environment, redactor);
  const { logger, metrics } = createTelemetry(config, redactor, dependencies);
  const clock = dependencies.clock ?? Date.now;
  const { fetch, random } = dependencies;
  const ecs = awsOptions(config, environment, "ECS");
  const providers = await Promise.all(
    config.providers.map((provider) => createProvider({ ...provider, stage: config.stage }, ecs, dependencies)),
  );

  const dynamodb = new DynamoDBClient(awsOptions(config, environment, "DYNAMODB"));
  dynamodb.middlewareStack.use(countFailedTries("dynamodb", metrics));
  // A first insight needs no queue, and the bucket only once it is posted: what it needs is not kept waiting for them.
  const queue = lateQueue(async () => {
    const { openQueue } = await import("./open-queue.ts");
    return openQueue(awsOptions(config, environment, "SQS"), redactor);
  });
  const objects = lateObjectStore(async () => {
    const { openBucket } = await import("./open-bucket.ts");
    return openBucket(awsOptions(config, environment, "S3"), config.bucketName, redactor, metrics);
  });
  const ledger = createLedger({ client: dynamodb, tableName: config.stateTableName, clock, redactor });
  const budget = await openBudget(config, dynamodb, clock);
  const writeReceipt = (key: string, receipt: object, signal: AbortSignal): Promise<void> =>
    objects.putJson(key, receipt, signal);
  const fetchCandles = createCandlesWithFallback(
    createCoinbaseCandles({ ...config.coinbase, metrics, fetch, clock: dependencies.clock, random }),
    createCollectedHistory({ objects }),
  );
  const { channel, ...delivery } = await composeDelivery(config, {
    dynamodb,
    ledger,
    redactor,
    logger,
    metrics,
    fetch,
    clock,
    random,
    fetchCandles,
  });
  const deliverOne = createDeliverInsight({
    fetchCandles,
    model: new LLMManager(providers, { logger, metrics, clock, random, budget }),
    madeBy: fingerprintOf(
      config.providers.map(withoutKey),
      providers.map(({ settings }) => settings),
      checkVersion,
    ),
    ledger,
    ...delivery,
    writeReceipt,
    metrics,
    clock,
    sleep,
  });
  const deliver = shareDeliveries(deliverOne);
  return {
    deliver,
    logger,
    metrics,
    channel,
    batch: {
      deliver,
      queue,
      queueUrl: config.promptQueueUrl,
      dlqUrl: config.promptDlqUrl,
      channel,
      redactor,
      metrics,
      writeReceipt: (key, receipt, signal) =>
        objects.putJsonUnless(key, receipt, { mayReplace: (standing) => !isOfPost(standing), signal }),
      clock,
      random,
    },
  };
}

const sleep: Sleep = (ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal });

/** Only a stage with a limit loads what keeps it. */
async function openBudget(
  { caps, stateTableName: tableName }: PromptsConfig,
  client: DynamoDBClient,
  clock: Clock,
): Promise<Budget | undefined> {
  if (caps === null) return undefined;
  const [{ createDailyCounter }, { createDailyBudget, nanosOfUsd }] = await Promise.all([
    import("../../platform/aws/daily-counter.ts"),
    import("../../llm/daily-budget.ts"),
  ]);
  const { spendLimitUsd, tokenLimit } = caps;
  const nanoUsd = spendLimitUsd === null ? null : Math.floor(spendLimitUsd * nanosOfUsd);
  const counter = createDailyCounter({
    items: createItemTable(client, tableName),
    clock,
    limits: { nanoUsd, tokens: tokenLimit },
  });
  return createDailyBudget({ counter, prices: caps.prices, sleep });
}

function withoutKey(provider: ProviderConfig): object {
  return { ...provider, apiKey: null };
}

/** A new provider is one new file and one line here. Only a deployment that needs a provider loads what it needs. */
async function createProvider(
  config: ProviderConfig & { readonly stage: string },
  client: AwsOptions,
  dependencies: Dependencies,
): Promise<ModelProvider> {
  const { fetch, clock, random } = dependencies;
  if (config.name === "bedrock") {
    const { createBedrockProvider } = await import("../../llm/bedrock/bedrock-provider.ts");
    return createBedrockProvider({ ...config, clock });
  }
  const { model, maxOutputTokens, maxAnswerMs } = config;
  const asked = { model, apiKey: config.apiKey ?? undefined, maxOutputTokens, maxAnswerMs, fetch, clock };
  if (config.name === "openai") {
    const { createOpenaiProvider } = await import("../../llm/openai/openai-provider.ts");
    return watched(createOpenaiProvider({ ...asked, baseUrl: config.baseUrl }), dependencies);
  }
  const server = { ...asked, keepAlive: config.keepAlive };
  if (config.name === "ollama") {
    const { createOllamaProvider } = await import("../../llm/ollama/ollama-provider.ts");
    return watched(createOllamaProvider({ ...server, host: config.host }), dependencies);
  }
  const [{ createEcsService }, { createOllamaNodeGroup }, { createOllamaGroupProvider }] = await Promise.all([
    import("../../llm/ollama/ecs-service.ts"),
    import("../../llm/ollama/ollama-node-group.ts"),
    import("../../llm/ollama/ollama-group-provider.ts"),
  ]);
  const ecs = createEcsService({ ...config.nodeGroup, client });
  const group = createOllamaNodeGroup({ ...config.nodeGroup, ecs, clock, random });
  return watched(createOllamaGroupProvider({ ...server, group }), dependencies);
}

/** Tells those who depend on a provider of each of its failures, since the next provider or the plain insight hides it from everybody else. */
function watched(provider: ModelProvider, { onRefusal }: Dependencies): ModelProvider {
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
