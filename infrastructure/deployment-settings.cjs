"use strict";

const { settings } = require("../src/platform/config/settings/settings-table.cjs");
const {
  allowedBy,
  isAllowed,
  listOf,
  partsOf,
  providerNames,
} = require("../src/platform/config/settings/setting-checks.cjs");
const { addressProblem } = require("../src/platform/config/upstream-address.cjs");
const { issuerProblem } = require("./api-issuer.cjs");

/**
 * @typedef {import("../src/platform/config/setting.ts").Setting} Setting
 * @typedef {Readonly<Record<string, string>>} Values every setting by its name; "" where it is not set
 */

/**
 * The settings that a deployment is told, in the order of the table: all but those that the template or Lambda gives.
 *
 * @type {readonly Setting[]}
 */
const deploymentSettings = Object.values(settings).filter((setting) => !("givenBy" in setting));

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
 * The value of a setting; "" where it is not set.
 *
 * @param {Values} values
 * @param {Setting} setting
 */
const valueOf = (values, { name }) => values[name] ?? "";

/**
 * Whether a setting is asked for where insights are posted as the deployment says.
 *
 * @param {Values} values
 * @param {Setting} setting
 */
function isInUse(values, { delivery }) {
  const { delivery: chosen } = settings;
  return delivery === undefined || delivery === (valueOf(values, chosen).toLowerCase() || chosen.default);
}

/**
 * Everything that is wrong with the settings of a deployment, one line each; never the value of a secret.
 *
 * @param {Values} values
 * @returns {string[]}
 */
function problemsOf(values) {
  const { apiAudience, apiEnabled, ecsCluster, securityGroupIds, subnetIds } = settings;
  /** @type {string[]} */
  const problems = [];
  const value = (/** @type {Setting} */ setting) => valueOf(values, setting);
  const inUse = deploymentSettings.filter((setting) => isInUse(values, setting));
  for (const setting of inUse) {
    const { name, required, functions } = setting;
    if (value(setting) === "") {
      const isNeedless = setting === apiAudience && value(apiEnabled) === "false";
      if (required && !isNeedless) problems.push(`${name} is not set`);
    } else if (functions.length === 0 && isReference(value(setting)) && reference.test(value(setting))) {
      problems.push(`${name} must be a value, not a reference`);
    } else problems.push(...referenceProblems(setting, value(setting)));
  }
  for (const setting of inUse) problems.push(...checkProblems(setting, value(setting)));
  problems.push(...addressProblems(values), ...issuerProblems(values));
  for (const setting of deploymentSettings) {
    const isRefused = setting.valueOnly && isReference(value(setting));
    if (isRefused) problems.push(`${setting.name} must be a value, not a reference: the role depends on it`);
  }
  for (const left of deploymentSettings) {
    const right = partnerOf(left);
    if (right === null) continue;
    if (value(left) !== "" && value(right) === "") problems.push(`${right.name} is not set, but ${left.name} is`);
    if (value(left) === "" && value(right) !== "") problems.push(`${left.name} is not set, but ${right.name} is`);
  }
  if (value(ecsCluster) !== "" && value(subnetIds) === "") {
    const lacking = `${subnetIds.name} and ${securityGroupIds.name} are not set`;
    problems.push(`${lacking}, but ${ecsCluster.name} is: its nodes can be reached in their VPC only`);
  }
  const { delivery, discordWebhooks } = settings;
  if (isInUse(values, discordWebhooks) && value(discordWebhooks) === "") {
    problems.push(`${discordWebhooks.name} is not set, but ${delivery.name} is discord`);
  }
  return [...problems, ...providerProblems(values), ...priceProblems(values)];
}

/**
 * What is wrong with a value or its parts as references, or as none where the setting is a secret.
 *
 * @param {Setting} setting
 * @param {string} value not empty
 * @returns {string[]}
 */
function referenceProblems({ name, check, secret }, value) {
  const parts = partsOf(check, value).map(({ part }) => part);
  const references = parts.filter(isReference);
  if (references.some((part) => !reference.test(part))) return [`${name} is no reference of the form ssm:/path/name`];
  return !secret || references.length === parts.length
    ? []
    : [`${name} is a secret: keep it in a SecureString parameter and give ssm:/path/name`];
}

/**
 * What is wrong with a value that stands here and not in SSM. The functions refuse the same, and say it in the same words.
 *
 * @param {Setting} setting
 * @param {string} value
 * @returns {string[]}
 */
function checkProblems({ name, check, secret }, value) {
  if (value === "" || isReference(value) || secret || isAllowed(check, value)) return [];
  const allowed = check.kind === "match" && check.brief !== undefined ? check.brief : allowedBy(check);
  return [`${name} must be ${allowed}, not ${JSON.stringify(value)}`];
}

/**
 * The setting that another one can't be without.
 *
 * @param {Setting} setting
 * @returns {Setting | null}
 */
function partnerOf({ pairedWith }) {
  const [, partner = null] = Object.entries(settings).find(([key]) => key === pairedWith) ?? [];
  return partner;
}

/**
 * What is wrong with the addresses of services, as far as they stand here and not in SSM. The functions refuse the same.
 *
 * @param {Values} values
 * @returns {string[]}
 */
function addressProblems(values) {
  const inUse = deploymentSettings.filter((setting) => isInUse(values, setting));
  const problems = inUse.flatMap((setting) => {
    const problem = ownAddressProblem(setting, valueOf(values, setting));
    return problem === null ? [] : [`${setting.name} ${problem}`];
  });
  const { assistantUrl, audience } = settings;
  if (valueOf(values, assistantUrl) !== "" || !isInUse(values, assistantUrl)) return problems;
  const problem = ownAddressProblem(assistantUrl, valueOf(values, audience));
  if (problem === null) return problems;
  return [...problems, `${assistantUrl.name} is not set, and ${audience.name}, which would stand in, ${problem}`];
}

/**
 * @param {Setting} setting
 * @param {string} value
 */
function ownAddressProblem({ check }, value) {
  return check.kind !== "address" || value === "" || isReference(value) ? null : addressProblem(value, check);
}

/**
 * What is wrong with the issuer of the API's tokens. API Gateway looks it up while it makes the API, and the whole stack
 * rolls back where that fails.
 *
 * @param {Values} values
 * @returns {string[]}
 */
function issuerProblems(values) {
  const { apiEnabled, apiIssuer, tokenUrl } = settings;
  if (valueOf(values, apiEnabled) === "false") return [];
  const issuer = valueOf(values, apiIssuer);
  if (issuer !== "") {
    const problem = isReference(issuer) ? null : issuerProblem(issuer);
    return problem === null ? [] : [`${apiIssuer.name} ${problem}`];
  }
  if (!isInUse(values, tokenUrl)) {
    const told = `${settings.delivery.name} asks for no ${tokenUrl.name} that could tell it`;
    return [`${apiIssuer.name} is not set, and ${told}: set ${apiIssuer.name}, or ${apiEnabled.name}: false`];
  }
  const url = valueOf(values, tokenUrl);
  if (url === "" || isReference(url) || addressProblem(url) !== null) return [];
  const derived = `${new URL(url).origin}/`;
  const problem = issuerProblem(derived);
  const way = `set ${apiIssuer.name}, or ${apiEnabled.name}: false`;
  return problem === null
    ? []
    : [`${apiIssuer.name} is not set, and ${derived}, which ${tokenUrl.name} tells, ${problem}: ${way}`];
}

/**
 * Whether each provider that is named has what it needs. The functions refuse the same at their start, when it is late.
 *
 * @param {Values} values
 * @returns {string[]}
 */
function providerProblems(values) {
  const { bedrockModelId, ecsCluster, ollamaHost, ollamaModel, openaiModel, providers } = settings;
  const isSet = (/** @type {Setting} */ setting) => valueOf(values, setting) !== "";
  const wanted = valueOf(values, providers);
  if (wanted === "" || isReference(wanted)) return [];
  const names = listOf(wanted.toLowerCase());
  const unknown = names.filter((name) => !providerNames.some((known) => known === name));
  if (unknown.length > 0 && names.join() !== "none") {
    const quoted = unknown.map((name) => JSON.stringify(name)).join(", ");
    return [`${providers.name} names ${quoted}; known are ${providerNames.join(", ")}, or none alone`];
  }
  /** @type {string[]} */
  const problems = [];
  if (names.includes("bedrock") && !isSet(bedrockModelId)) {
    problems.push(`${bedrockModelId.name} is not set, but ${providers.name} names bedrock`);
  }
  if (names.includes("openai") && !isSet(openaiModel)) {
    problems.push(`${openaiModel.name} is not set, but ${providers.name} names openai`);
  }
  if (names.includes("ollama")) {
    if (!isSet(ollamaModel)) problems.push(`${ollamaModel.name} is not set, but ${providers.name} names ollama`);
    if (!isSet(ollamaHost) && !isSet(ecsCluster)) {
      const lacking = `${ollamaHost.name} is not set, nor is ${ecsCluster.name}`;
      problems.push(`${lacking}, but ${providers.name} names ollama`);
    }
  } else if (isSet(ecsCluster)) {
    const lacking = `${providers.name} does not name ollama`;
    problems.push(`${lacking}, but ${ecsCluster.name} is set: its nodes would never be asked`);
  }
  return problems;
}

/**
 * Whether each model that may be asked has a price where there is a limit in dollars. The functions refuse the same.
 *
 * @param {Values} values
 * @returns {string[]}
 */
function priceProblems(values) {
  const { bedrockModelId, dailySpendLimit, modelPrices, ollamaModel, openaiModel, providers } = settings;
  const prices = valueOf(values, modelPrices);
  const labels = listOf(prices).map((text) => text.slice(0, text.lastIndexOf("=")));
  const repeated = new Set(labels.filter((label, at) => labels.indexOf(label) !== at));
  const twice = [...repeated].map((label) => `${modelPrices.name} prices ${label} twice`);
  if (valueOf(values, dailySpendLimit) === "" || isReference(prices)) return twice;
  const models = {
    bedrock: valueOf(values, bedrockModelId),
    ollama: valueOf(values, ollamaModel),
    openai: valueOf(values, openaiModel),
  };
  const asked = listOf(valueOf(values, providers).toLowerCase());
  const lacking = providerNames
    .filter((name) => asked.includes(name) && models[name] !== "" && !isReference(models[name]))
    .map((name) => `${name}:${models[name]}`)
    .filter((label) => !labels.includes(label));
  const missing = lacking.map(
    (label) => `${modelPrices.name} gives no price for ${label}, but ${dailySpendLimit.name} is set`,
  );
  return [...twice, ...missing];
}

module.exports = { deploymentSettings, isInUse, isReference, parameterOf, problemsOf, valueOf };
