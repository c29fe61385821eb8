"use strict";

const { addressProblem } = require("../src/platform/config/upstream-address.cjs");
const { issuerProblem } = require("./api-issuer.cjs");

/**
 * What is known of the settings of a deployment, by name. `functions` are those that get it as a variable; a setting
 * without is for the template alone. A test holds this table against the configuration that the functions read.
 *
 * @typedef {{ functions: readonly ("prompts" | "api")[], secret?: true, required?: true }} DeploymentSetting
 * @typedef {Readonly<Record<string, string>>} Values every setting by its name; "" where it is not set
 */

/** @type {Readonly<Record<string, DeploymentSetting>>} */
const deploymentSettings = {
  DATA_COLLECTION_BUCKET_NAME: { functions: ["prompts"], required: true },
  CACHE_TABLE_NAME: { functions: ["prompts"], required: true },
  AUTH0_OAUTH_URL: { functions: ["prompts"], required: true },
  AUTH0_ASSISTANT_CLIENT_ID: { functions: ["prompts"], required: true },
  AUTH0_ASSISTANT_CLIENT_SECRET: { functions: ["prompts"], required: true, secret: true },
  AUTH0_ASSISTANT_AUDIENCE: { functions: ["prompts"], required: true },
  ASSISTANT_API_KEY: { functions: ["prompts"], required: true, secret: true },
  ASSISTANT_API_URL: { functions: ["prompts"] },
  ASSISTANT_CHANNEL: { functions: ["prompts", "api"] },
  API_CHANNELS: { functions: ["api"] },
  COINBASE_API_KEY: { functions: ["prompts"], secret: true },
  COINBASE_API_SECRET: { functions: ["prompts"], secret: true },
  COINBASE_API_URL: { functions: ["prompts"] },
  LLM_PROVIDERS: { functions: ["prompts"], required: true },
  BEDROCK_MODEL_ID: { functions: ["prompts"] },
  BEDROCK_REGION: { functions: ["prompts"] },
  BEDROCK_FOUNDATION_MODEL_ID: { functions: [] },
  OLLAMA_HOST: { functions: ["prompts"] },
  OLLAMA_MODEL: { functions: ["prompts"] },
  OLLAMA_API_KEY: { functions: ["prompts"], secret: true },
  MODEL_MAX_OUTPUT_TOKENS: { functions: ["prompts"] },
  MODEL_TIMEOUT_SECONDS: { functions: ["prompts"] },
  OLLAMA_KEEP_ALIVE: { functions: ["prompts"] },
  ECS_CLUSTER: { functions: ["prompts"] },
  ECS_SERVICE: { functions: ["prompts"] },
  NODE_GROUP_MIN_SIZE: { functions: ["prompts"] },
  NODE_GROUP_MAX_SIZE: { functions: ["prompts"] },
  NODE_GROUP_DESIRED_SIZE: { functions: ["prompts"] },
  SUBNET_IDS: { functions: [] },
  SGS_IDS: { functions: [] },
  API_ENABLED: { functions: [] },
  API_AUDIENCE: { functions: [], required: true },
  API_ISSUER: { functions: [] },
  ALARM_TOPIC_ARN: { functions: [] },
  PARAMETER_KEY_ARN: { functions: [] },
  DATA_KEY_ARN: { functions: [] },
  MAXIMUM_CONCURRENCY: { functions: [], required: true },
  LOG_LEVEL: { functions: ["prompts", "api"] },
  LOG_RETENTION_DAYS: { functions: [], required: true },
  POINT_IN_TIME_RECOVERY: { functions: [], required: true },
};

const logLevels = ["debug", "info", "warn", "error", "silent"];

/** Part of a role's resource, where `*` would stand for everything and `${` for something else. */
const nameInRole = /^[A-Za-z0-9._:/-]+$/;

/** A right to an alias is none to its key. */
const keyArn = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d+:key\/[A-Za-z0-9-]+$/;

/** As the payload's own channel. */
const channel = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** As the functions take it: seconds, or durations of Go. */
const keepAlive = /^-?(?:\d{1,9}|(?:\d{1,9}(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h)){1,6})$/;

const reference = /^ssm:[A-Za-z0-9_.\-/]+(:[A-Za-z0-9_.-]+)?$/;

/**
 * Whether a value names a parameter of SSM rather than being the value itself.
 *
 * @param {string} value
 */
const isReference = (value) => value.startsWith("ssm:");

/**
 * The parameter that a reference names, `/path/name` or `/path/name:version`.
 *
 * @param {string} value
 */
const parameterOf = (value) => value.slice("ssm:".length);

/**
 * The parts of a list separated by commas.
 *
 * @param {string} text
 */
const listOf = (text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** The ages at which CloudWatch can throw logs away. */
const retentionDays = new Set([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

/**
 * Everything that is wrong with the settings of a deployment, one line each; never the value of a secret.
 *
 * @param {Values} values
 * @returns {string[]}
 */
function problemsOf(values) {
  /** @type {string[]} */
  const problems = [];
  const value = (/** @type {string} */ name) => values[name] ?? "";
  for (const [name, { required, secret }] of Object.entries(deploymentSettings)) {
    if (value(name) === "") {
      const isNeedless = name === "API_AUDIENCE" && value("API_ENABLED") === "false";
      if (required && !isNeedless) problems.push(`${name} is not set`);
    } else if (isReference(value(name))) {
      if (!reference.test(value(name))) problems.push(`${name} is no reference of the form ssm:/path/name`);
      else if (!deploymentSettings[name]?.functions.length) problems.push(`${name} must be a value, not a reference`);
    } else if (secret) {
      problems.push(`${name} is a secret: keep it in a SecureString parameter and give ssm:/path/name`);
    }
  }
  const demand = (/** @type {string} */ name, /** @type {boolean} */ holds, /** @type {string} */ rule) => {
    if (value(name) !== "" && !isReference(value(name)) && !holds)
      problems.push(`${name} must be ${rule}, not ${JSON.stringify(value(name))}`);
  };
  const number = (/** @type {string} */ name) => (/^\d+$/.test(value(name)) ? Number(value(name)) : Number.NaN);
  const concurrency = number("MAXIMUM_CONCURRENCY");
  demand("MAXIMUM_CONCURRENCY", concurrency >= 2 && concurrency <= 1000, "a whole number from 2 to 1000");
  const isFrom = (/** @type {string} */ name, /** @type {number} */ min, /** @type {number} */ max) =>
    number(name) >= min && number(name) <= max;
  demand("MODEL_MAX_OUTPUT_TOKENS", isFrom("MODEL_MAX_OUTPUT_TOKENS", 64, 32_768), "a whole number from 64 to 32768");
  demand("MODEL_TIMEOUT_SECONDS", isFrom("MODEL_TIMEOUT_SECONDS", 1, 900), "a whole number from 1 to 900");
  const isKeepAlive = keepAlive.test(value("OLLAMA_KEEP_ALIVE"));
  demand("OLLAMA_KEEP_ALIVE", isKeepAlive, "whole seconds, a duration like 10m or 1h30m, or -1");
  demand(
    "LOG_RETENTION_DAYS",
    retentionDays.has(number("LOG_RETENTION_DAYS")),
    `one of ${[...retentionDays].join(", ")}`,
  );
  demand("LOG_LEVEL", logLevels.includes(value("LOG_LEVEL").toLowerCase()), `one of ${logLevels.join(", ")}`);
  demand("ASSISTANT_CHANNEL", channel.test(value("ASSISTANT_CHANNEL")), "1 to 100 letters, digits, _ or -");
  const channels = listOf(value("API_CHANNELS"));
  const areChannels = channels.length > 0 && channels.every((name) => channel.test(name));
  demand("API_CHANNELS", areChannels, "channels separated by commas, each of 1 to 100 letters, digits, _ or -");
  demand("POINT_IN_TIME_RECOVERY", /^(true|false)$/.test(value("POINT_IN_TIME_RECOVERY")), "true or false");
  demand("ALARM_TOPIC_ARN", /^arn:[a-z-]+:sns:/.test(value("ALARM_TOPIC_ARN")), "the ARN of an SNS topic");
  demand("API_ENABLED", /^(true|false)$/.test(value("API_ENABLED")), "true or false");
  demand("PARAMETER_KEY_ARN", keyArn.test(value("PARAMETER_KEY_ARN")), "the ARN of a KMS key (no alias)");
  const dataKeys = listOf(value("DATA_KEY_ARN"));
  const areKeys = dataKeys.length > 0 && dataKeys.every((key) => keyArn.test(key));
  demand("DATA_KEY_ARN", areKeys, "ARNs of KMS keys (no aliases) separated by commas");
  problems.push(...addressProblems(values), ...issuerProblems(values));
  const isEach = (/** @type {string} */ name, /** @type {RegExp} */ form) =>
    listOf(value(name)).every((id) => form.test(id));
  demand("SUBNET_IDS", isEach("SUBNET_IDS", /^subnet-[0-9a-z]+$/), "subnet ids separated by commas");
  demand("SGS_IDS", isEach("SGS_IDS", /^sg-[0-9a-z]+$/), "security group ids separated by commas");
  for (const name of [
    "ECS_CLUSTER",
    "ECS_SERVICE",
    "BEDROCK_MODEL_ID",
    "BEDROCK_FOUNDATION_MODEL_ID",
    "BEDROCK_REGION",
  ]) {
    demand(name, nameInRole.test(value(name)), "a name, an id or an ARN as the role can hold it");
  }
  for (const name of ["ECS_CLUSTER", "ECS_SERVICE", "BEDROCK_MODEL_ID", "BEDROCK_REGION", "LLM_PROVIDERS"]) {
    if (isReference(value(name))) problems.push(`${name} must be a value, not a reference: the role depends on it`);
  }

  const pairs = [
    ["SUBNET_IDS", "SGS_IDS"],
    ["ECS_CLUSTER", "ECS_SERVICE"],
    ["COINBASE_API_KEY", "COINBASE_API_SECRET"],
  ];
  for (const [left = "", right = ""] of pairs) {
    if (value(left) !== "" && value(right) === "") problems.push(`${right} is not set, but ${left} is`);
    if (value(left) === "" && value(right) !== "") problems.push(`${left} is not set, but ${right} is`);
  }
  if (value("ECS_CLUSTER") !== "" && value("SUBNET_IDS") === "") {
    problems.push("SUBNET_IDS and SGS_IDS are not set, but ECS_CLUSTER is: its nodes can be reached in their VPC only");
  }
  return [...problems, ...providerProblems(values)];
}

/**
 * What is wrong with the addresses of services, as far as they stand here and not in SSM. The functions refuse the same.
 *
 * @param {Values} values
 * @returns {string[]}
 */
function addressProblems(values) {
  const problemOf = (/** @type {string} */ name, /** @type {string} */ setting) => {
    const value = values[setting] ?? "";
    const problem =
      value === "" || isReference(value) ? null : addressProblem(value, { mayBePrivate: name === "OLLAMA_HOST" });
    return problem === null
      ? []
      : [
          name === setting
            ? `${name} ${problem}`
            : `${name} is not set, and ${setting}, which would stand in, ${problem}`,
        ];
  };
  return [
    ...["AUTH0_OAUTH_URL", "ASSISTANT_API_URL", "COINBASE_API_URL", "OLLAMA_HOST"].flatMap((name) =>
      problemOf(name, name),
    ),
    ...((values["ASSISTANT_API_URL"] ?? "") === "" ? problemOf("ASSISTANT_API_URL", "AUTH0_ASSISTANT_AUDIENCE") : []),
  ];
}

/**
 * What is wrong with the issuer of the API's tokens. API Gateway looks it up while it makes the API, and the whole stack
 * rolls back where that fails.
 *
 * @param {Values} values
 * @returns {string[]}
 */
function issuerProblems(values) {
  if (values["API_ENABLED"] === "false") return [];
  const issuer = values["API_ISSUER"] ?? "";
  if (issuer !== "") {
    const problem = isReference(issuer) ? null : issuerProblem(issuer);
    return problem === null ? [] : [`API_ISSUER ${problem}`];
  }
  const tokenUrl = values["AUTH0_OAUTH_URL"] ?? "";
  if (tokenUrl === "" || isReference(tokenUrl) || addressProblem(tokenUrl) !== null) return [];
  const derived = `${new URL(tokenUrl).origin}/`;
  const problem = issuerProblem(derived);
  const way = "set API_ISSUER, or API_ENABLED: false";
  return problem === null
    ? []
    : [`API_ISSUER is not set, and ${derived}, which AUTH0_OAUTH_URL tells, ${problem}: ${way}`];
}

/**
 * Whether each provider that is named has what it needs. The functions refuse the same at their start, when it is late.
 *
 * @param {Values} values
 * @returns {string[]}
 */
function providerProblems(values) {
  const value = (/** @type {string} */ name) => values[name] ?? "";
  if (value("LLM_PROVIDERS") === "" || isReference(value("LLM_PROVIDERS"))) return [];
  const names = listOf(value("LLM_PROVIDERS").toLowerCase());
  const unknown = names.filter((name) => !["bedrock", "ollama"].includes(name));
  if (unknown.length > 0 && names.join() !== "none") {
    const quoted = unknown.map((name) => JSON.stringify(name)).join(", ");
    return [`LLM_PROVIDERS names ${quoted}; known are bedrock, ollama, or none alone`];
  }
  /** @type {string[]} */
  const problems = [];
  if (names.includes("bedrock") && value("BEDROCK_MODEL_ID") === "") {
    problems.push("BEDROCK_MODEL_ID is not set, but LLM_PROVIDERS names bedrock");
  }
  if (names.includes("ollama")) {
    if (value("OLLAMA_MODEL") === "") problems.push("OLLAMA_MODEL is not set, but LLM_PROVIDERS names ollama");
    if (value("OLLAMA_HOST") === "" && value("ECS_CLUSTER") === "") {
      problems.push("OLLAMA_HOST is not set, nor is ECS_CLUSTER, but LLM_PROVIDERS names ollama");
    }
  } else if (value("ECS_CLUSTER") !== "") {
    problems.push("LLM_PROVIDERS does not name ollama, but ECS_CLUSTER is set: its nodes would never be asked");
  }
  return problems;
}

module.exports = { deploymentSettings, isReference, listOf, parameterOf, problemsOf };
