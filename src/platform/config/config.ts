import { channelGrammar } from "./channel-grammar.ts";
import { type LogLevel, logLevels } from "../logger.ts";
import { type AnswerLimits, readAnswerLimits, readKeepAlive } from "./model-limits-config.ts";
import { namesNodeGroup, type NodeGroupConfig, readNodeGroup } from "./node-group-config.ts";
import type { Environment } from "./settings.ts";
import { createSettingsReader, type SettingsReader } from "./settings-reader.ts";
import { addressProblem } from "./upstream-address.cjs";

const providerNames = ["bedrock", "ollama"];

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
  | ({ readonly name: "ollama-node-group"; readonly nodeGroup: NodeGroupConfig } & OllamaModelConfig);

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
export interface PromptsConfig extends CommonConfig {
  readonly bucketName: string;
  readonly coinbase: { readonly url: string; readonly key: { readonly id: string; readonly secret: string } | null };
  /** In order of preference; empty where only the plain insight is wanted. */
  readonly providers: readonly ProviderConfig[];
  readonly auth0: {
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly audience: string;
  };
  readonly assistant: { readonly url: string; readonly apiKey: string; readonly channel: string };
  readonly cacheTableName: string;
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
  const audience = read.required("AUTH0_ASSISTANT_AUDIENCE");
  const config: PromptsConfig = {
    ...common,
    bucketName: read.required("DATA_COLLECTION_BUCKET_NAME"),
    coinbase: { url: read.address("COINBASE_API_URL") ?? "", key: readCoinbaseKey(read) },
    providers: readProviders(read, environment, common.region),
    auth0: {
      tokenUrl: readTokenUrl(read),
      clientId: read.required("AUTH0_ASSISTANT_CLIENT_ID"),
      clientSecret: read.required("AUTH0_ASSISTANT_CLIENT_SECRET"),
      audience,
    },
    assistant: {
      url: readAssistantUrl(read, audience),
      apiKey: read.required("ASSISTANT_API_KEY"),
      channel: read.matching("ASSISTANT_CHANNEL", channelGrammar),
    },
    cacheTableName: read.required("CACHE_TABLE_NAME"),
    stateTableName: read.required("STATE_TABLE_NAME"),
    promptDlqUrl: read.url("PROMPT_DLQ_URL") ?? "",
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
  const channel = read.matching("ASSISTANT_CHANNEL", channelGrammar);
  const config: ApiConfig = { ...common, channel, channels: readApiChannels(read, channel) };
  read.finish();
  return deepFreeze(config);
}

function readCommon(read: SettingsReader, environment: Environment): CommonConfig {
  const region = read.text("REGION") ?? environment["AWS_REGION"] ?? "";
  if (region === "") read.problem("REGION", "is not set, nor is AWS_REGION");
  return {
    logLevel: read.oneOf("LOG_LEVEL", logLevels, "info"),
    region,
    stage: read.required("DEPLOY_ENV"),
    promptQueueUrl: read.url("PROMPT_QUEUE_URL") ?? "",
  };
}

function readApiChannels(read: SettingsReader, channel: string): readonly string[] {
  const channels = [...new Set(read.list("API_CHANNELS"))];
  for (const name of channels.filter((each) => !channelGrammar.pattern.test(each))) {
    read.problem("API_CHANNELS", `names ${JSON.stringify(name)}; a channel is ${channelGrammar.allowed}`);
  }
  return channels.length === 0 ? [channel] : channels;
}

function readCoinbaseKey(read: SettingsReader): PromptsConfig["coinbase"]["key"] {
  const id = read.text("COINBASE_API_KEY");
  const secret = read.text("COINBASE_API_SECRET");
  if (id === null && secret !== null) read.problem("COINBASE_API_KEY", "is not set, but COINBASE_API_SECRET is");
  if (id !== null && secret === null) read.problem("COINBASE_API_SECRET", "is not set, but COINBASE_API_KEY is");
  return id === null || secret === null ? null : { id, secret };
}

function readTokenUrl(read: SettingsReader): string {
  const url = read.address("AUTH0_OAUTH_URL");
  if (url === null) return "";
  return new URL(url).pathname === "/" ? `${url}/oauth/token` : url;
}

function readAssistantUrl(read: SettingsReader, audience: string): string {
  const url = read.address("ASSISTANT_API_URL");
  if (url !== null || audience === "" || read.text("ASSISTANT_API_URL") !== null) return url ?? "";
  if (URL.parse(audience)?.protocol.startsWith("http") !== true) {
    read.problem("ASSISTANT_API_URL", "is not set, and AUTH0_ASSISTANT_AUDIENCE is not a URL that could stand in");
    return "";
  }
  const wrong = addressProblem(audience);
  if (wrong === null) return audience.replace(/\/+$/, "");
  read.problem("ASSISTANT_API_URL", `is not set, and AUTH0_ASSISTANT_AUDIENCE, which would stand in, ${wrong}`);
  return "";
}

/**
 * A provider named by `LLM_PROVIDERS` itself must be configured. Of the default list the unconfigured ones are left out,
 * and one must remain: a service that silently never asks a model would be a surprise.
 */
function readProviders(read: SettingsReader, environment: Environment, region: string): readonly ProviderConfig[] {
  const names = read.list("LLM_PROVIDERS").map((name) => name.toLowerCase());
  const limits = readAnswerLimits(read);
  const keepAlive = readKeepAlive(read);
  if (names.length === 1 && names[0] === "none") return [];
  const chosen = (environment["LLM_PROVIDERS"] ?? "").trim() !== "";
  const known = `${providerNames.join(", ")}, or none alone`;
  if (names.length === 0) read.problem("LLM_PROVIDERS", `names no provider; known are ${known}`);
  const providers: ProviderConfig[] = [];
  for (const name of new Set(names)) {
    if (name === "bedrock") {
      const provider = readBedrock(read, region, chosen);
      if (provider !== null) providers.push({ ...provider, ...limits });
    } else if (name === "ollama") {
      const provider = namesNodeGroup(read) ? readOllamaNodeGroup(read) : readOllama(read, chosen);
      if (provider !== null) providers.push({ ...provider, ...limits, ...keepAlive });
    } else {
      read.problem("LLM_PROVIDERS", `names ${JSON.stringify(name)}; known are ${known}`);
    }
  }
  const ollamaIsBegun = read.text("OLLAMA_HOST") !== null || read.text("OLLAMA_MODEL") !== null || namesNodeGroup(read);
  if (!chosen && providers.length === 0 && !ollamaIsBegun) {
    read.problem(
      "BEDROCK_MODEL_ID",
      "is not set, nor are OLLAMA_HOST and OLLAMA_MODEL; LLM_PROVIDERS=none does without",
    );
  }
  return providers;
}

function readBedrock(read: SettingsReader, region: string, chosen: boolean): ProviderConfig | null {
  const modelId = read.text("BEDROCK_MODEL_ID");
  if (modelId === null && chosen) read.problem("BEDROCK_MODEL_ID", "is not set, but LLM_PROVIDERS names bedrock");
  return modelId === null ? null : { name: "bedrock", modelId, region: read.text("BEDROCK_REGION") ?? region };
}

function readOllama(read: SettingsReader, chosen: boolean): ProviderConfig | null {
  const host = read.address("OLLAMA_HOST", { mayBePrivate: true });
  const model = read.text("OLLAMA_MODEL");
  const hostIsSet = read.text("OLLAMA_HOST") !== null;
  if (!hostIsSet && (chosen || model !== null)) read.problem("OLLAMA_HOST", "is not set, but ollama is wanted");
  if (model === null && (chosen || hostIsSet)) read.problem("OLLAMA_MODEL", "is not set, but ollama is wanted");
  return host === null || model === null ? null : { name: "ollama", host, model, apiKey: read.text("OLLAMA_API_KEY") };
}

/** A node group is used instead of `OLLAMA_HOST`, which is not even read then. */
function readOllamaNodeGroup(read: SettingsReader): ProviderConfig | null {
  const nodeGroup = readNodeGroup(read);
  const model = read.text("OLLAMA_MODEL");
  if (model === null) read.problem("OLLAMA_MODEL", "is not set, but a node group of Ollama is wanted");
  if (nodeGroup === null || model === null) return null;
  return { name: "ollama-node-group", nodeGroup, model, apiKey: read.text("OLLAMA_API_KEY") };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
