/** One figure that the cost is computed from. */
export interface Input {
  readonly value: number;
  readonly unit: string;
  /** Where it comes from. */
  readonly source: string;
}

/** Day of the prices and measurements below. */
export const inputsDate = "2026-11-24";

const listPrice = (service: string): string => `list price, https://aws.amazon.com/${service}/pricing/`;

/** List prices of us-east-2 in US dollars, without free tiers. */
export const prices = {
  lambdaGbSecond: { value: 0.0000133334, unit: "$ per GB-second, arm64", source: listPrice("lambda") },
  lambdaRequest: { value: 0.2e-6, unit: "$ per request", source: listPrice("lambda") },
  sqsRequest: { value: 0.5e-6, unit: "$ per request with a message group", source: listPrice("sqs") },
  dynamodbWrite: { value: 0.625e-6, unit: "$ per write unit (1 KB)", source: listPrice("dynamodb/on-demand") },
  dynamodbRead: { value: 0.125e-6, unit: "$ per read unit (4 KB)", source: listPrice("dynamodb/on-demand") },
  s3Put: { value: 5e-6, unit: "$ per PUT", source: listPrice("s3") },
  s3GbMonth: { value: 0.023, unit: "$ per GB and month", source: listPrice("s3") },
  logsGb: { value: 0.5, unit: "$ per GB taken in", source: listPrice("cloudwatch") },
  metricMonth: { value: 0.3, unit: "$ per metric and month", source: listPrice("cloudwatch") },
  alarmMonth: { value: 0.1, unit: "$ per metric of an alarm and month", source: listPrice("cloudwatch") },
  trace: { value: 5e-6, unit: "$ per trace", source: listPrice("xray") },
  apiRequest: { value: 1e-6, unit: "$ per HTTP API request", source: listPrice("api-gateway") },
  scheduledMessage: { value: 1e-6, unit: "$ per message of EventBridge Scheduler", source: listPrice("eventbridge") },
  modelInputToken: { value: 0.06e-6, unit: "$ per token in, Nova Lite", source: listPrice("bedrock") },
  modelOutputToken: { value: 0.24e-6, unit: "$ per token out, Nova Lite", source: listPrice("bedrock") },
} as const satisfies Record<string, Input>;

const counted = "counted in the embedded stack, one message at a time, warm";

/** What a message takes. `fresh` had its text written, `shared` was given the text of another for the same candles. */
export const measured = {
  memoryGb: { value: 0.5, unit: "GB", source: "serverless.yml" },
  freshSeconds: {
    value: 2.6,
    unit: "s of the function",
    source: "2.06 s with a model of 2 s and upstreams that answer at once, and 0.5 s assumed for the real ones",
  },
  sharedSeconds: { value: 0.6, unit: "s of the function", source: "0.04 s, and 0.5 s assumed for the real upstreams" },
  freshWrites: { value: 8, unit: "write units", source: `${counted}: 5 UpdateItem, one of 4 KB` },
  sharedWrites: {
    value: 7,
    unit: "write units",
    source: `${counted}, by a container that did not make the text: 4 UpdateItem, one refused at an item of 4 KB`,
  },
  limitWrites: {
    value: 2,
    unit: "write units a call of a model, where a day's limit is set",
    source: `${counted}: 2 UpdateItem, to reserve and to settle`,
  },
  quietWrites: {
    value: 4,
    unit: "write units, of a watch that has nothing to say",
    source: `${counted}: 4 UpdateItem`,
  },
  sharedReads: { value: 1, unit: "read units", source: counted },
  freshLogBytes: { value: 3_900, unit: "bytes of log and metrics, level info", source: counted },
  sharedLogBytes: { value: 1_600, unit: "bytes of log and metrics, level info", source: counted },
  receiptBytes: { value: 3_900, unit: "bytes", source: counted },
  modelInputTokens: { value: 450, unit: "tokens", source: "1 797 characters of prompt, 4 to a token" },
  modelOutputTokens: { value: 130, unit: "tokens", source: "100 words, 1.3 tokens to a word" },
  callsPerText: { value: 1.1, unit: "calls", source: "assumed: one text in ten is asked for again" },
  sqsRequests: { value: 3, unit: "requests", source: "one to send, receive and delete each; batches only lower it" },
  idleSqsRequestsPerMonth: { value: 648_000, unit: "requests", source: "Lambda's 5 pollers, each waiting 20 s" },
  metrics: { value: 32, unit: "metrics", source: "17 names by stage, and by the dimensions that one provider gives" },
  alarmMetrics: { value: 31, unit: "metrics", source: "infrastructure/alarms.cjs" },
} as const satisfies Record<string, Input>;

/** What the neighbours bear, each of an account with its first quotas. */
export const limits = {
  coinbaseRequestsPerSecond: {
    value: 10,
    unit: "requests a second and address",
    source: "public endpoint; 30 with a key",
  },
  lambdaConcurrency: { value: 1_000, unit: "containers", source: "an account's first quota in a region" },
  maximumConcurrency: { value: 50, unit: "containers", source: "slsenvs.yml, prod" },
  sqsInFlight: { value: 120_000, unit: "messages", source: "standard queue" },
  dynamodbPartitionWrites: {
    value: 1_000,
    unit: "write units a second and partition",
    source: "DynamoDB's documentation",
  },
  dynamodbTableWrites: { value: 40_000, unit: "write units a second and table", source: "first quota, on demand" },
  bedrockTokensPerMinute: {
    value: 4_000_000,
    unit: "tokens a minute",
    source: "Nova Lite's first quota; look yours up",
  },
} as const satisfies Record<string, Input>;
