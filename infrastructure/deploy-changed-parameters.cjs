"use strict";

const { CloudFormationClient, DescribeStacksCommand } = require("@aws-sdk/client-cloudformation");
const { GetParametersCommand, SSMClient } = require("@aws-sdk/client-ssm");

/** SSM's own bound on names in one call. */
const namesPerCall = 10;

/**
 * What is used of the framework.
 *
 * @typedef {{ send(command: unknown): Promise<unknown> }} Client
 * @typedef {{ Type: string, Default: string }} TemplateParameter
 * @typedef {object} Provider
 * @property {{ getStackName(): string }} naming
 * @property {() => Promise<object>} getAwsSdkV3Config
 * @typedef {object} Framework
 * @property {(name: "aws") => Provider} getProvider
 * @property {{ provider: { compiledCloudFormationTemplate: { Parameters?: Record<string, TemplateParameter> } } }} service
 */

/**
 * A plugin of the framework, which makes it by `new`. The framework skips a deployment whose template and zips are as they
 * were, but the template holds the names of parameters, and CloudFormation what they held when it last looked: after a change
 * of one the role would go on naming the old bucket while the function takes the new one. So a deployment is made wherever a
 * parameter has changed since.
 *
 * @param {Framework} serverless
 * @param {{ force?: boolean }} options of the command line, which all plugins share
 * @param {{ log: { notice(text: string): void } }} utilities
 */
function DeployChangedParameters(serverless, options, { log }) {
  const forceIfChanged = async () => {
    if (options.force) return;
    const changed = await changedParameters(serverless);
    if (changed.length === 0) return;
    options.force = true;
    log.notice(
      `Deploying though the template may be as it was: ${changed.join(", ")} in SSM differs from what is deployed`,
    );
  };
  return { hooks: { "before:aws:deploy:deploy:checkForChanges": forceIfChanged } };
}

/**
 * The parameters of SSM whose value is another one than the deployed stack has; also those of which that can't be told.
 *
 * @param {Framework} serverless
 * @returns {Promise<readonly string[]>}
 */
async function changedParameters(serverless) {
  const parameters = Object.entries(serverless.service.provider.compiledCloudFormationTemplate.Parameters ?? {})
    .filter(([, { Type }]) => Type.startsWith("AWS::SSM::Parameter::Value"))
    .map(([key, { Default: name }]) => ({ key, name }));
  const names = [...new Set(parameters.map(({ name }) => name))];
  if (names.length === 0) return [];
  const provider = serverless.getProvider("aws");
  const config = await provider.getAwsSdkV3Config();
  try {
    const [deployed, current] = await Promise.all([
      deployedValues(new CloudFormationClient(config), provider.naming.getStackName()),
      currentValues(new SSMClient(config), names),
    ]);
    const changed = parameters.filter(
      ({ key, name }) => deployed.get(key) === undefined || deployed.get(key) !== current.get(name),
    );
    return [...new Set(changed.map(({ name }) => name))];
  } catch {
    // Whoever may deploy need not be allowed to look. One deployment too many costs a minute.
    return names;
  }
}

/**
 * @param {CloudFormationClient} client
 * @param {string} StackName
 */
async function deployedValues(client, StackName) {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
  return new Map(
    (Stacks[0]?.Parameters ?? []).map(({ ParameterKey = "", ResolvedValue }) => [ParameterKey, ResolvedValue]),
  );
}

/**
 * @param {SSMClient} client
 * @param {readonly string[]} names with a version or label behind a colon, or without
 */
async function currentValues(client, names) {
  /** @type {Map<string, string | undefined>} */
  const values = new Map();
  for (let first = 0; first < names.length; first += namesPerCall) {
    const { Parameters = [] } = await client.send(
      new GetParametersCommand({ Names: names.slice(first, first + namesPerCall) }),
    );
    for (const { Name = "", Selector = "", Value } of Parameters) values.set(`${Name}${Selector}`, Value);
  }
  return values;
}

module.exports = DeployChangedParameters;
