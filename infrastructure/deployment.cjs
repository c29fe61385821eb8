"use strict";

const { alarms } = require("./alarms.cjs");
const { dashboard } = require("./dashboard.cjs");
const { settings } = require("../src/platform/config/settings/settings-table.cjs");
const { listOf } = require("../src/platform/config/settings/setting-checks.cjs");
const {
  deploymentSettings,
  isInUse,
  isReference,
  parameterOf,
  problemsOf,
  valueOf,
} = require("./deployment-settings.cjs");
const { promptNames } = require("./prompt-names.cjs");
const { watchResources } = require("./watch-resources.cjs");
const { readWatchFile } = require("../src/platform/watches/watch-file.cjs");
const { apiStatements, promptsStatements, roleOfFunction } = require("./role-statements.cjs");

/**
 * @typedef {import("./deployment-settings.cjs").Values} Values
 * @typedef {import("../src/platform/config/setting.ts").Setting} Setting
 */
/**
 * @typedef {object} VariableSources what the framework gives to a file that computes values
 * @property {{ param?: string[] }} options
 * @property {(address: string) => Promise<unknown>} resolveVariable
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
  const value = (/** @type {Setting} */ setting) => valueOf(values, setting);
  const service = textOf(await sources.resolveVariable("self:service"));
  const stage = textOf(await sources.resolveVariable("sls:stage"));
  // Names of functions have at most 64 characters.
  if (!/^[A-Za-z0-9-]{1,40}$/.test(stage)) {
    throw forReaders(`--stage must be 1 to 40 letters, digits or -, not ${JSON.stringify(stage)}`);
  }
  const hasApi = value(settings.apiEnabled) !== "false";
  const issuer = value(settings.apiIssuer);
  const watches = await readWatches(sources, stage);
  const nameOf = (/** @type {string} */ name) => `${service}-${stage}-${name}`;
  return withoutStack(() => {
    const prompts = promptsStatements(values, nameOf("prompts"));
    const api = apiStatements(values, nameOf("api"));
    return {
      parameters: {
        DataCollectionBucketName: templateParameter(values, settings.bucketName),
        ...(isInUse(values, settings.cacheTableName)
          ? { CacheTableName: templateParameter(values, settings.cacheTableName) }
          : {}),
        ...(hasApi && issuer === "" ? { Auth0OauthUrl: templateParameter(values, settings.tokenUrl) } : {}),
      },
      prompts: {
        // npm run doctor reads it: a variable that the function does not read would be none.
        description: `Delivers one insight per message${hasApi ? "" : "; the stage has no HTTP API"}`,
        environment: { ...environmentOf(values, stage, "prompts"), ...allocatorVariables },
        statements: prompts,
        vpc: vpcOf(values),
      },
      api: {
        presence: hasApi ? "present" : "absent",
        environment: environmentOf(values, stage, "api"),
        statements: api,
        issuer: issuer === "" ? issuerOfTokenUrl : issuer,
        audience: value(settings.apiAudience),
      },
      maximumConcurrency: Number(value(settings.maxConcurrency)),
      logRetentionDays: Number(value(settings.logRetentionDays)),
      pointInTimeRecovery: value(settings.pointInTimeRecovery) === "true",
      resources: {
        PromptsRole: roleOfFunction("prompts", prompts),
        ...(hasApi ? { ApiRole: roleOfFunction("api", api) } : {}),
        ...alarms({ service, stage, topicArn: value(settings.alarmTopicArn), hasApi, hasWatches: watches.length > 0 }),
        ...watchResources({ service, stage, watches }),
        ...dashboard({ service, stage, hasApi }),
      },
      extensions: hasApi ? { HttpApiStage: throttledStage } : {},
    };
  });
}

/**
 * The watches of a stage. The file may lack: a stage then asks for nothing by itself.
 *
 * @param {VariableSources} sources
 * @param {string} stage
 */
async function readWatches({ resolveVariable }, stage) {
  /** @type {unknown} */
  const content = await resolveVariable("file(./watches.yml), ''");
  if (content === undefined || content === null || content === "") return [];
  const { stages, problems } = readWatchFile(content, promptNames());
  if (problems.length > 0) throw forReaders(`watches.yml is not usable: ${problems.join("; ")}`);
  return stages[stage] ?? [];
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
  for (const { name } of deploymentSettings) {
    values[name] = textOf(await resolveVariable(`param:${name}, ''`)).trim();
  }
  const given = new Set((options.param ?? []).map((text) => text.split("=")[0] ?? ""));
  const stages = Object(await resolveConfigurationProperty(["params"]));
  for (const told of Object.values(stages)) for (const name of Object.keys(Object(told))) given.add(name);
  const unknown = [...given].filter((name) => !deploymentSettings.some((setting) => setting.name === name));
  const problems = [...unknown.map((name) => `${name} is no setting of a deployment`), ...problemsOf(values)];
  if (problems.length > 0) throw forReaders(`The deployment's settings are not usable: ${problems.join("; ")}`);
  return values;
}

/** @param {unknown} value */
function textOf(value) {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/**
 * The variables of a function: what the deployment is told, as far as it is set, and what the template itself knows.
 *
 * @param {Values} values
 * @param {string} stage
 * @param {"prompts" | "api"} of
 * @returns {Record<string, unknown>}
 */
function environmentOf(values, stage, of) {
  /** @type {Record<string, unknown>} */
  const environment = {};
  /** @type {readonly Setting[]} */
  const all = Object.values(settings);
  for (const setting of all) {
    const { name, functions, givenBy } = setting;
    if (!functions.includes(of) || givenBy === "lambda" || !isInUse(values, setting)) continue;
    if (givenBy === "stage") environment[name] = stage;
    else if (givenBy !== undefined) environment[name] = { Ref: givenBy.resource };
    else if ((values[name] ?? "") !== "") environment[name] = values[name];
  }
  return environment;
}

/**
 * A parameter of the template: CloudFormation itself looks a reference up, for the names that a role must spell out.
 *
 * @param {Values} values
 * @param {Setting} setting
 */
function templateParameter(values, setting) {
  const value = valueOf(values, setting);
  const { name } = setting;
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
  const subnetIds = listOf(valueOf(values, settings.subnetIds));
  const securityGroupIds = listOf(valueOf(values, settings.securityGroupIds));
  return subnetIds.length === 0 ? false : { subnetIds, securityGroupIds };
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
