/** The Lambda functions of the service. Each is given only the settings it needs. */
export type FunctionName = "prompts" | "api";

/** What is known of one environment variable. */
export interface Setting {
  readonly meaning: string;
  /** Used when the variable is not set or blank. */
  readonly default?: string;
  /** Its value never leaves the process. */
  readonly secret?: true;
  /** The functions that can't start without it. */
  readonly requiredBy?: readonly FunctionName[];
}

/** Every environment variable that the service reads, beside those of the AWS SDK itself. */
export const settings = {
  DATA_COLLECTION_BUCKET_NAME: {
    meaning: "The platform's S3 bucket: collected candles are read from it, receipts are written to it",
    requiredBy: ["prompts"],
  },
  COINBASE_API_KEY: { meaning: "CDP key id; without a key the public market endpoint serves", secret: true },
  COINBASE_API_SECRET: { meaning: "CDP key secret, PEM or base64", secret: true },
  COINBASE_API_URL: { meaning: "Coinbase's Advanced Trade API", default: "https://api.coinbase.com" },
  LLM_PROVIDERS: {
    meaning: "Order of preference, separated by commas; `none` posts the plain insight only",
    default: "bedrock,ollama",
  },
  BEDROCK_MODEL_ID: { meaning: "Model, inference-profile id or ARN" },
  BEDROCK_REGION: { meaning: "Region of Bedrock; default the function's own" },
  OLLAMA_HOST: { meaning: "Ollama server or `https://ollama.com`" },
  OLLAMA_MODEL: { meaning: "Model that the Ollama server has pulled" },
  OLLAMA_API_KEY: { meaning: "Bearer key of the Ollama server; optional", secret: true },
  MODEL_MAX_OUTPUT_TOKENS: {
    meaning: "Most tokens of a model's answer, its reasoning included, 64 to 32768; 1024 where it is not set",
  },
  MODEL_TIMEOUT_SECONDS: {
    meaning: "Most seconds for one answer, 1 to 900; where it is not set 60 for Ollama and 30 for Bedrock",
  },
  OLLAMA_KEEP_ALIVE: {
    meaning:
      "How long Ollama keeps the model in memory: seconds, `10m`, `1h30m`, or `-1` for ever; default the server's",
  },
  ECS_CLUSTER: { meaning: "ECS cluster of an Ollama node group, used instead of `OLLAMA_HOST`" },
  ECS_SERVICE: { meaning: "ECS service of the node group" },
  NODE_GROUP_MIN_SIZE: { meaning: "Fewest tasks that the node group may be raised to", default: "0" },
  NODE_GROUP_MAX_SIZE: { meaning: "Most tasks that the node group may be raised to", default: "1" },
  NODE_GROUP_DESIRED_SIZE: { meaning: "Tasks that a node group scaled to 0 is raised to", default: "1" },
  SUBNET_IDS: { meaning: "Subnets of the function, separated by commas" },
  SGS_IDS: { meaning: "Security groups of the function, separated by commas" },
  AUTH0_OAUTH_URL: {
    meaning: "The tenant's token endpoint, or its base (then `/oauth/token` is added)",
    requiredBy: ["prompts"],
  },
  AUTH0_ASSISTANT_CLIENT_ID: { meaning: "Client id of the grant", requiredBy: ["prompts"] },
  AUTH0_ASSISTANT_CLIENT_SECRET: { meaning: "Client secret of the grant", secret: true, requiredBy: ["prompts"] },
  AUTH0_ASSISTANT_AUDIENCE: { meaning: "Audience of the Assistant API", requiredBy: ["prompts"] },
  ASSISTANT_API_KEY: { meaning: "The Assistant API's `x-api-key`", secret: true, requiredBy: ["prompts"] },
  ASSISTANT_API_URL: { meaning: "Base URL of the Assistant API; default the audience" },
  ASSISTANT_CHANNEL: { meaning: "Channel of a message that names none", default: "general" },
  API_CHANNELS: {
    meaning: "Channels that callers of `POST /prompts` may post to, separated by commas; default `ASSISTANT_CHANNEL`",
  },
  CACHE_TABLE_NAME: {
    meaning: "The platform's shared DynamoDB cache table (key `cache_key`)",
    requiredBy: ["prompts"],
  },
  STATE_TABLE_NAME: {
    meaning: "This service's own DynamoDB table (key `id`, TTL `expiration`)",
    requiredBy: ["prompts"],
  },
  PROMPT_QUEUE_URL: { meaning: "The queue of requests", requiredBy: ["prompts", "api"] },
  PROMPT_DLQ_URL: { meaning: "Its dead-letter queue", requiredBy: ["prompts"] },
  LOG_LEVEL: { meaning: "debug, info, warn, error or silent", default: "info" },
  REGION: { meaning: "Region of the function; default `AWS_REGION`" },
  DEPLOY_ENV: { meaning: "Stage, such as dev or prod", default: "dev" },
} as const satisfies Record<string, Setting>;

/** The name of a setting. */
export type SettingName = keyof typeof settings;

/** An environment: variable names with their values. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The names of all settings, in the order in which they are documented. */
export const settingNames = Object.keys(settings).filter((name): name is SettingName => Object.hasOwn(settings, name));

/** What is known of `name`, without the narrow types of the table. */
export function describeSetting(name: SettingName): Setting {
  return settings[name];
}
