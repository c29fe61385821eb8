"use strict";

const { yesOrNoCheck } = require("./setting-checks.cjs");

const forTemplate = /** @type {const} */ ([]);
const forPrompts = /** @type {const} */ (["prompts"]);
const forBoth = /** @type {const} */ (["prompts", "api"]);
const text = /** @type {const} */ ({ kind: "text" });
const queueChecks = /** @type {const} */ (["queue", "dead-letter queue"]);

/** A right to an alias is none to its key. */
const keyArn = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d+:key\/[A-Za-z0-9-]+$/;

/** The ages in days at which CloudWatch can throw logs away. */
const retentionDays = /** @type {const} */ (
  "1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653"
);

/** What a stage is made of: what its template alone is told, and what the template tells its functions. */
const stageSettings = /** @satisfies {Readonly<Record<string, import("../setting.ts").Setting>>} */ (
  /** @type {const} */ ({
    subnetIds: {
      name: "SUBNET_IDS",
      meaning:
        "Put the function that delivers into a VPC, both or neither, separated by commas; also taken from the environment. It then reaches Coinbase, Auth0 and the Assistant through a NAT gateway only",
      functions: forTemplate,
      check: { kind: "list", each: /^subnet-[0-9a-z]+$/, allowed: "subnet ids separated by commas" },
      pairedWith: "securityGroupIds",
      readme: "the function's place in a VPC; the template's, no variable of the function",
    },
    securityGroupIds: {
      name: "SGS_IDS",
      meaning: "Security groups of the function, separated by commas",
      functions: forTemplate,
      check: { kind: "list", each: /^sg-[0-9a-z]+$/, allowed: "security group ids separated by commas" },
      sameRowAs: "subnetIds",
    },
    foundationModelId: {
      name: "BEDROCK_FOUNDATION_MODEL_ID",
      meaning:
        "The model behind an application inference profile or another one whose id does not tell it: the role must name it",
      functions: forTemplate,
      check: { kind: "name" },
    },
    apiEnabled: {
      name: "API_ENABLED",
      meaning:
        "`true`; `false` leaves `POST /prompts` out, with its function, role, alarms and API: requests by SQS and direct invocations need none",
      functions: forTemplate,
      check: yesOrNoCheck,
    },
    apiAudience: {
      name: "API_AUDIENCE",
      meaning:
        "Whose tokens may call `POST /prompts`; default `trader-data-llm`, an API to be made in Auth0, and the issuer of `AUTH0_OAUTH_URL`, `https://TENANT/`. The issuer is a token's `iss` letter by letter, the slash at its end included. While it makes the API, API Gateway fetches `ISSUER/.well-known/openid-configuration` from the Internet; where it can't, **the whole stack rolls back**",
      functions: forTemplate,
      check: text,
      required: true,
    },
    apiIssuer: {
      name: "API_ISSUER",
      meaning: "The issuer of these tokens",
      functions: forTemplate,
      check: text,
      sameRowAs: "apiAudience",
    },
    alarmTopicArn: {
      name: "ALARM_TOPIC_ARN",
      meaning: "An SNS topic that hears of every alarm; without it they are only seen",
      functions: forTemplate,
      check: { kind: "match", pattern: /^arn:[a-z-]+:sns:/, allowed: "the ARN of an SNS topic" },
    },
    parameterKeyArn: {
      name: "PARAMETER_KEY_ARN",
      meaning: "The KMS key of the SecureString parameters, where it is not AWS's own",
      functions: forTemplate,
      check: { kind: "match", pattern: keyArn, allowed: "the ARN of a KMS key (no alias)" },
    },
    dataKeyArns: {
      name: "DATA_KEY_ARN",
      meaning:
        "The KMS keys of the bucket and the cache table, where they are not AWS's own: the role may then use exactly those. ARNs of keys, no aliases; several are separated by commas",
      functions: forTemplate,
      check: { kind: "list", each: keyArn, allowed: "ARNs of KMS keys (no aliases) separated by commas" },
    },
    maxConcurrency: {
      name: "MAXIMUM_CONCURRENCY",
      meaning: "How many containers deliver side by side, 2 to 1000; 5, in prod 50",
      functions: forTemplate,
      check: { kind: "count", min: 2, max: 1_000 },
      required: true,
    },
    logRetentionDays: {
      name: "LOG_RETENTION_DAYS",
      meaning:
        "30 (dev 14, prod 90); `false`, in prod `true`: whether the ledger can be brought back to any minute of the last 35 days",
      functions: forTemplate,
      check: { kind: "choice", allowed: retentionDays.split(" ") },
      required: true,
    },
    pointInTimeRecovery: {
      name: "POINT_IN_TIME_RECOVERY",
      meaning: "Whether the ledger can be brought back to any minute of the last 35 days",
      functions: forTemplate,
      check: yesOrNoCheck,
      required: true,
      sameRowAs: "logRetentionDays",
    },
    logLevel: {
      name: "LOG_LEVEL",
      meaning: "debug, info, warn, error or silent",
      functions: forBoth,
      check: { kind: "choice", allowed: ["debug", "info", "warn", "error", "silent"] },
      default: "info",
      readme: "default `info`, `AWS_REGION`, `dev`",
    },
    region: {
      name: "REGION",
      meaning: "Region of the function; default `AWS_REGION`",
      functions: forBoth,
      check: text,
      givenBy: "lambda",
      sameRowAs: "logLevel",
    },
    stage: {
      name: "DEPLOY_ENV",
      meaning: "Stage, such as dev or prod",
      functions: forBoth,
      check: text,
      default: "dev",
      givenBy: "stage",
      sameRowAs: "logLevel",
    },
    queueUrl: {
      name: "PROMPT_QUEUE_URL",
      meaning: "The queue of requests",
      functions: forBoth,
      check: { kind: "url" },
      required: true,
      givenBy: { resource: "PromptQueue" },
      doctor: queueChecks,
      readme: "required",
    },
    deadLetterQueueUrl: {
      name: "PROMPT_DLQ_URL",
      meaning: "Its dead-letter queue",
      functions: forPrompts,
      check: { kind: "url" },
      required: true,
      givenBy: { resource: "PromptDeadLetterQueue" },
      doctor: queueChecks,
      sameRowAs: "queueUrl",
    },
    stateTableName: {
      name: "STATE_TABLE_NAME",
      meaning: "This service's own DynamoDB table (key `id`, TTL `expiration`)",
      functions: forPrompts,
      check: text,
      required: true,
      givenBy: { resource: "StateTable" },
      doctor: ["state table"],
      sameRowAs: "cacheTableName",
    },
  })
);

module.exports = { stageSettings };
