import type { LogLevel } from "../logger.ts";
import { type CapsConfig, readCaps } from "./caps-config.ts";
import { type AnswerLimits, readAnswerLimits, readKeepAlive } from "./model-limits-config.ts";
import { namesNodeGroup, type NodeGroupConfig, readNodeGroup } from "./node-group-config.ts";
import { type Environment, settings } from "./settings.ts";
import { createSettingsReader, type SettingsReader } from "./settings-reader.ts";
import { providerNames } from "./settings/setting-checks.cjs";
import { type AssistantDelivery, type DiscordDelivery, readDelivery } from "./delivery-config.ts";

interface OllamaModelConfig extends AnswerLimits {
  readonly model: string;
  readonly apiKey: string | null;
  /** As Ollama takes it: seconds as a number, or a duration like `10m`. Absent: the server's own. */
  readonly keepAlive?: number | string;
}

/** One configured provider. */
export type ProviderConfig =
  | ({ readonly name: "bedrock"; readonly modelId: string; readonly region: string } & AnswerLimits)
  | ({ readonly name: "ollama"; readonly host: string } & OllamaModelConfig)
  | ({ readonly name: "ollama-node-group"; readonly nodeGroup: NodeGroupConfig } & OllamaModelConfig)
  | ({
      readonly name: "openai";
      readonly baseUrl: string;
      readonly model: string;
      readonly apiKey: string | null;
    } & AnswerLimits);

/** What every function knows. */
export interface CommonConfig {
  readonly logLevel: LogLevel;
  readonly region: string;
  readonly stage: string;
  readonly promptQueueUrl: string;
}

/** The configuration of the function behind `POST /prompts`. */
export interface ApiConfig extends CommonConfig {
  /** The channel of a request that names none. */
  readonly channel: string;
  /** The channels that callers may post to, at least one. */
  readonly channels: readonly string[];
}

/** The configuration of the function that delivers insights. */
export type PromptsConfig = DeliveringConfig & (AssistantDelivery | DiscordDelivery);

interface DeliveringConfig extends CommonConfig {
  readonly bucketName: string;
  readonly coinbase: { readonly url: string; readonly key: { readonly id: string; readonly secret: string } | null };
  /** In order of preference; empty where only the plain insight is wanted. */
  readonly providers: readonly ProviderConfig[];
  /** What the models may take in a day; null: as much as they do. */
  readonly caps: CapsConfig | null;
  readonly stateTableName: string;
  readonly promptDlqUrl: string;
}

/**
 * Reads the configuration of the `prompts` function.
 *
 * @param environment variables with every `ssm:` reference already resolved.
 * @throws ServiceError `CONFIGURATION_INVALID`, naming every missing or malformed variable.
 */
export function loadPromptsConfig(environment: Environment): PromptsConfig {
  const read = createSettingsReader(environment, "prompts");
  const common = readCommon(read, environment);
  const providers = readProviders(read, environment, common.region);
  const config: PromptsConfig = {
    ...common,
    bucketName: read.required(settings.bucketName),
    coinbase: { url: read.address(settings.coinbaseUrl) ?? "", key: readCoinbaseKey(read) },
    providers,
    caps: readCaps(read, providers.map(pricedOf)),
    ...readDelivery(read),
    stateTableName: read.required(settings.stateTableName),
    promptDlqUrl: read.url(settings.deadLetterQueueUrl) ?? "",
  };
  read.finish();
  return deepFreeze(config);
}

/**
 * Reads the configuration of the `api` function.
 *
 * @throws ServiceError `CONFIGURATION_INVALID`, naming every missing or malformed variable.
 */
export function loadApiConfig(environment: Environment): ApiConfig {
  const read = createSettingsReader(environment, "api");
  const common = readCommon(read, environment);
  const channel = read.matching(settings.channel) ?? "";
  const config: ApiConfig = { ...common, channel, channels: readApiChannels(read, channel) };
  read.finish();
  return deepFreeze(config);
}

function readCommon(read: SettingsReader, environment: Environment): CommonConfig {
  const region = read.text(settings.region) ?? environment["AWS_REGION"] ?? "";
  if (region === "") read.problem(settings.region, "is not set, nor is AWS_REGION");
  return {
    logLevel: read.choice(settings.logLevel),
    region,
    stage: read.required(settings.stage),
    promptQueueUrl: read.url(settings.queueUrl) ?? "",
  };
}

function readApiChannels(read: SettingsReader, channel: string): readonly string[] {
  const { check } = settings.channel;
  const channels = [...new Set(read.list(settings.apiChannels))];
  for (const name of channels.filter((each) => !check.pattern.test(each))) {
    read.problem(settings.apiChannels, `names ${JSON.stringify(name)}; a channel is ${check.allowed}`);
  }
  return channels.length === 0 ? [channel] : channels;
}

function readCoinbaseKey(read: SettingsReader): PromptsConfig["coinbase"]["key"] {
  const [id, secret] = read.pair(settings.coinbaseKey, settings.coinbaseSecret);
  return id === null || secret === null ? null : { id, secret };
}

/**
 * A provider that the setting names itself must be configured. Of the default list the unconfigured ones are left out,
 * and one must remain: a service that silently never asks a model would be a surprise.
 */
function readProviders(read: SettingsReader, environment: Environment, region: string): readonly ProviderConfig[] {
  const names = read.list(settings.providers).map((name) => name.toLowerCase());
  const limits = readAnswerLimits(read);
  const keepAlive = readKeepAlive(read);
  if (names.length === 1 && names[0] === "none") return [];
  const chosen = (environment[settings.providers.name] ?? "").trim() !== "";
  const known = `${providerNames.join(", ")}, or none alone`;
  if (names.length === 0) read.problem(settings.providers, `names no provider; known are ${known}`);
  const providers: ProviderConfig[] = [];
  for (const name of new Set(names)) {
    if (name === "bedrock") {
      const provider = readBedrock(read, region, chosen);
      if (provider !== null) providers.push({ ...provider, ...limits });
    } else if (name === "ollama") {
      const provider = namesNodeGroup(read) ? readOllamaNodeGroup(read) : readOllama(read, chosen);
      if (provider !== null) providers.push({ ...provider, ...limits, ...keepAlive });
    } else if (name === "openai") {
      const provider = readOpenai(read);
      if (provider !== null) providers.push({ ...provider, ...limits });
    } else {
      read.problem(settings.providers, `names ${JSON.stringify(name)}; known are ${known}`);
    }
  }
  const ollamaIsBegun =
    read.text(settings.ollamaHost) !== null || read.text(settings.ollamaModel) !== null || namesNodeGroup(read);
  if (!chosen && providers.length === 0 && !ollamaIsBegun) {
    read.problem(
      settings.bedrockModelId,
      `is not set, nor are ${settings.ollamaHost.name} and ${settings.ollamaModel.name}; ${settings.providers.name}=none does without`,
    );
  }
  return providers;
}

function readBedrock(read: SettingsReader, region: string, chosen: boolean): ProviderConfig | null {
  const modelId = read.text(settings.bedrockModelId);
  if (modelId === null && chosen)
    read.problem(settings.bedrockModelId, `is not set, but ${settings.providers.name} names bedrock`);
  return modelId === null ? null : { name: "bedrock", modelId, region: read.text(settings.bedrockRegion) ?? region };
}

function readOllama(read: SettingsReader, chosen: boolean): ProviderConfig | null {
  const host = read.address(settings.ollamaHost);
  const model = read.text(settings.ollamaModel);
  const hostIsSet = read.text(settings.ollamaHost) !== null;
  if (!hostIsSet && (chosen || model !== null)) read.problem(settings.ollamaHost, "is not set, but ollama is wanted");
  if (model === null && (chosen || hostIsSet)) read.problem(settings.ollamaModel, "is not set, but ollama is wanted");
  return host === null || model === null
    ? null
    : { name: "ollama", host, model, apiKey: read.text(settings.ollamaKey) };
}

/** A node group is used instead of an address, which is not even read then. */
function readOllamaNodeGroup(read: SettingsReader): ProviderConfig | null {
  const nodeGroup = readNodeGroup(read);
  const model = read.text(settings.ollamaModel);
  if (model === null) read.problem(settings.ollamaModel, "is not set, but a node group of Ollama is wanted");
  if (nodeGroup === null || model === null) return null;
  return { name: "ollama-node-group", nodeGroup, model, apiKey: read.text(settings.ollamaKey) };
}

/** It is in no default list, so it is always one that was named. */
function readOpenai(read: SettingsReader): ProviderConfig | null {
  const baseUrl = read.address(settings.openaiUrl);
  const model = read.text(settings.openaiModel);
  if (model === null) read.problem(settings.openaiModel, "is not set, but openai is wanted");
  if (baseUrl === null || model === null) return null;
  return { name: "openai", baseUrl, model, apiKey: read.text(settings.openaiKey) };
}

function pricedOf(provider: ProviderConfig): { readonly name: string; readonly model: string } {
  return { name: provider.name, model: provider.name === "bedrock" ? provider.modelId : provider.model };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
