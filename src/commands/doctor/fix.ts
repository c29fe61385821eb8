import { findReferences } from "../../platform/config/secret-references.ts";
import { describeSetting, type Environment, type SettingName } from "../../platform/config/settings.ts";
import type { DoctorSetup } from "./setup.ts";

/** The command that makes the parameter of a setting, or gives an existing one another value. */
export function putParameter(
  setting: SettingName,
  parameter: string,
  { region }: DoctorSetup,
  isThere = false,
): string {
  const type = describeSetting(setting).secret === true ? "SecureString" : "String";
  // A version or label of it can't be written.
  const name = withoutSelector(parameter);
  const overwrite = isThere ? " --overwrite" : "";
  // Read from standard input, a value that is a URL is not fetched by version 1 of the AWS CLI, and no secret is kept by the shell.
  const put = `aws ssm put-parameter --region ${region} --name ${name} --type ${type}${overwrite} --value file:///dev/stdin`;
  const selected =
    name === parameter ? "" : `; then give ${setting} the new version in slsenvs.yml in place of ${parameter}`;
  return `read -rs VALUE && printf %s "$VALUE" | ${put}${selected}`;
}

/** The name of a parameter without the version or label behind it; an ARN has colons of its own. */
export function withoutSelector(parameter: string): string {
  return parameter.startsWith("arn:")
    ? parameter.replace(/(:parameter\/[^:]*):.*$/, "$1")
    : (parameter.split(":")[0] ?? parameter);
}

/**
 * How a setting gets another value: in SSM where it refers to a parameter, else in the template.
 *
 * @param environment the function's, as its configuration has it.
 */
export function setSetting(setting: SettingName, environment: Environment, setup: DoctorSetup): string {
  const parameter = findReferences(environment).find((each) => each.setting === setting)?.parameter ?? "";
  if (parameter !== "") return putParameter(setting, parameter, setup, true);
  if (setup.isEmbedded) return `set ${setting} where the stack is started`;
  if (describeSetting(setting).givenBy !== undefined)
    return `${deployCommand(setup)}: the template knows ${setting} by itself`;
  return `set ${setting} in slsenvs.yml, then ${deployCommand(setup)}`;
}

/**
 * The command that brings a stage to where the template has it, also where the template is as it was: something was changed
 * by hand then, or a parameter.
 */
export function deployCommand({ stage, region, isEmbedded }: DoctorSetup): string {
  return isEmbedded ? "npm start -- --serve" : `npx sls deploy --stage ${stage} --region ${region} --force`;
}
