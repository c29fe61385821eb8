import { findReferences } from "../../platform/secret-references.ts";
import { describeSetting, type Environment, type SettingName } from "../../platform/settings.ts";
import type { DoctorWorld } from "./world.ts";

/** The command that makes the parameter of a setting, or gives an existing one another value. */
export function putParameter(
  setting: SettingName,
  parameter: string,
  { region }: DoctorWorld,
  isThere = false,
): string {
  const type = describeSetting(setting).secret === true ? "SecureString" : "String";
  // A version or label of it can't be written.
  const [name = parameter] = parameter.split(":");
  const overwrite = isThere ? " --overwrite" : "";
  return `aws ssm put-parameter --region ${region} --name ${name} --type ${type}${overwrite} --value ...`;
}

/**
 * How a setting gets another value: in SSM where it refers to a parameter, else in the template.
 *
 * @param environment the function's, as its configuration has it.
 */
export function setSetting(setting: SettingName, environment: Environment, world: DoctorWorld): string {
  const parameter = findReferences(environment).get(setting) ?? "";
  if (parameter !== "") return putParameter(setting, parameter, world, true);
  if (world.isEmbedded) return `set ${setting} where the stack is started`;
  return `set ${setting} in slsenvs.yml, then ${deployCommand(world)}`;
}

/** The command that brings a stage to where the template has it. */
export function deployCommand({ stage, region, isEmbedded }: DoctorWorld): string {
  return isEmbedded ? "npm start -- --serve" : `npx sls deploy --stage ${stage} --region ${region}`;
}
