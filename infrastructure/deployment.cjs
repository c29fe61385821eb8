"use strict";

const { alarms } = require("./alarms.cjs");
const { dashboard } = require("./dashboard.cjs");
const { deploymentSettings, isReference, listOf, parameterOf, problemsOf } = require("./deployment-settings.cjs");
const { apiStatements, promptsStatements, roleOfFunction } = require("./role-statements.cjs");

/** @typedef {import("./deployment-settings.cjs").Values} Values */
/**
 * @typedef {object} VariableSources what the framework gives to a file that computes values
 * @property {{ param?: string[] }} options
 * @property {(address: string) => Promise<string | number | boolean | null>} resolveVariable
 * @property {(path: string[]) => Promise<unknown>} resolveConfigurationProperty
 */

/**
 * The parts of the template that depend on a deployment's settings, for `${file(./infrastructure/deployment.cjs):...}`.
 *
 * @param {VariableSources} sources
 * @throws {Error} that names every setting that is missing, malformed or unknown, and has no stack: it is read by people.
 */
async function deployment(sources) {
  const values = await readValues(sources);
  const service = `${await sources.resolveVariable("self:service")}`;
  const stage = `${await sources.resolveVariable("sls:stage")}`;
  // Names of functions have at most 64 characters.
  if (!/^[A-Za-z0-9-]{1,40}$/.test(stage)) {
    throw forReaders(`--stage must be 1 to 40 letters, digits or -, not ${JSON.stringify(stage)}`);
  }
  const hasApi = values["API_ENABLED"] !== "false";
  const nameOf = (/** @type {string} */ name) => `${service}-${stage}-${name}`;
  return withoutStack(() => {
    const prompts = promptsStatements(values, nameOf("prompts"));
    const api = apiStatements(values, nameOf("api"));
    return {
      parameters: {
        DataCollectionBucketName: templateParameter(values, "DATA_COLLECTION_BUCKET_NAME"),
        CacheTableName: templateParameter(values, "CACHE_TABLE_NAME"),
        ...(hasApi && (values["API_ISSUER"] ?? "") === ""
          ? { Auth0OauthUrl: templateParameter(values, "AUTH0_OAUTH_URL") }
          : {}),
      },
      prompts: {
        // npm run doctor reads it: a variable that the function does not read would be none.
        description: `Delivers one insight per message${hasApi ? "" : "; the stage has no HTTP API"}`,
        environment: {
          ...environmentOf(values, "prompts"),
          DEPLOY_ENV: stage,
          PROMPT_QUEUE_URL: { Ref: "PromptQueue" },
          PROMPT_DLQ_URL: { Ref: "PromptDeadLetterQueue" },
          STATE_TABLE_NAME: { Ref: "StateTable" },
          ...allocatorVariables,
        },
        statements: prompts,
        vpc: vpcOf(values),
      },
      api: {
        presence: hasApi ? "present" : "absent",
        environment: { ...environmentOf(values, "api"), DEPLOY_ENV: stage, PROMPT_QUEUE_URL: { Ref: "PromptQueue" } },
        statements: api,
        issuer: (values["API_ISSUER"] ?? "") === "" ? issuerOfTokenUrl : values["API_ISSUER"],
        audience: values["API_AUDIENCE"],
      },
      maximumConcurrency: Number(values["MAXIMUM_CONCURRENCY"]),
      logRetentionDays: Number(values["LOG_RETENTION_DAYS"]),
      pointInTimeRecovery: values["POINT_IN_TIME_RECOVERY"] === "true",
      resources: {
        PromptsRole: roleOfFunction("prompts", prompts),
        ...(hasApi ? { ApiRole: roleOfFunction("api", api) } : {}),
        ...alarms({ service, stage, topicArn: values["ALARM_TOPIC_ARN"] ?? "", hasApi }),
        ...dashboard({ service, stage, hasApi }),
      },
      extensions: hasApi ? { HttpApiStage: throttledStage } : {},
    };
  });
}

/**
 * What the API takes of all callers together: far more than people ask for, and no flood. Callers above it get a 429.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
const throttledStage = {
  Properties: {
    DefaultRouteSettings: { DetailedMetricsEnabled: false, ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
  },
};

/**
 * The allocator of Amazon Linux makes an arena for each thread and keeps what was freed in each. With one arena a container
 * takes 20 MB less after 1000 messages, and no more processor time: nearly all work is on one thread.
 *
 * @see https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html
 */
const allocatorVariables = { MALLOC_ARENA_MAX: "1" };

/**
 * @param {VariableSources} sources
 * @returns {Promise<Values>}
 */
async function readValues({ options, resolveVariable, resolveConfigurationProperty }) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const name of Object.keys(deploymentSettings)) {
    values[name] = String((await resolveVariable(`param:${name}, ''`)) ?? "").trim();
  }
  const given = new Set((options.param ?? []).map((text) => text.split("=")[0] ?? ""));
  const stages = Object(await resolveConfigurationProperty(["params"]));
  for (const settings of Object.values(stages)) for (const name of Object.keys(Object(settings))) given.add(name);
  const unknown = [...given].filter((name) => !Object.hasOwn(deploymentSettings, name));
  const problems = [...unknown.map((name) => `${name} is no setting of a deployment`), ...problemsOf(values)];
  if (problems.length > 0) throw forReaders(`The deployment's settings are not usable: ${problems.join("; ")}`);
  return values;
}

/**
 * The variables of a function that the settings tell, as far as they are set.
 *
 * @param {Values} values
 * @param {"prompts" | "api"} of
 */
function environmentOf(values, of) {
  const names = Object.keys(deploymentSettings).filter((name) => deploymentSettings[name]?.functions.includes(of));
  return Object.fromEntries(names.map((name) => [name, values[name] ?? ""]).filter(([, value]) => value !== ""));
}

/**
 * A parameter of the template: CloudFormation itself looks a reference up, for the names that a role must spell out.
 *
 * @param {Values} values
 * @param {string} name
 */
function templateParameter(values, name) {
  const value = values[name] ?? "";
  return isReference(value)
    ? { Type: "AWS::SSM::Parameter::Value<String>", Default: parameterOf(value), Description: name }
    : { Type: "String", Default: value, Description: name };
}

/**
 * Auth0 signs as `https://{tenant}/`, whatever path its token endpoint has.
 *
 * @see https://auth0.com/docs/get-started/applications/application-settings
 */
const issuerOfTokenUrl = {
  "Fn::Join": [
    "",
    [
      { "Fn::Select": [0, { "Fn::Split": ["/", { Ref: "Auth0OauthUrl" }] }] },
      "//",
      { "Fn::Select": [2, { "Fn::Split": ["/", { Ref: "Auth0OauthUrl" }] }] },
      "/",
    ],
  ],
};

/** @param {Values} values */
function vpcOf(values) {
  const subnetIds = listOf(values["SUBNET_IDS"] ?? "");
  return subnetIds.length === 0 ? false : { subnetIds, securityGroupIds: listOf(values["SGS_IDS"] ?? "") };
}

/**
 * @template T
 * @param {() => T} compute
 * @returns {T}
 */
function withoutStack(compute) {
  try {
    return compute();
  } catch (error) {
    throw error instanceof Error ? forReaders(error.message) : error;
  }
}

/** @param {string} message */
function forReaders(message) {
  const error = new Error(message);
  error.stack = "";
  return error;
}

module.exports = deployment;
