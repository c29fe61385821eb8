import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SSMClient } from "@aws-sdk/client-ssm";
import { findReferences } from "../../../platform/config/secret-references.ts";
import { getSsmParameters, type SsmParameter } from "../../../platform/config/ssm-parameters.ts";
import { awsClientOptions } from "../aws-client-options.ts";
import { deployedNames } from "../../../platform/config/deployed-names.ts";
import { settings } from "../../../platform/config/settings.ts";
import type { OperatorTarget } from "../operator-target.ts";
import { CommandFailure } from "../command.ts";
import { awsName, formatAwsFailure } from "../format-aws-failure.ts";
import { isBucketName } from "./bucket-place.ts";

const setting = settings.bucketName.name;

/**
 * Finds the bucket of a stage's receipts in the configuration of its function, by way of SSM where that refers to a parameter.
 *
 * @throws CommandFailure that says in one line why it is not found.
 */
export async function findBucket(target: OperatorTarget): Promise<string> {
  const name = deployedNames(target.stage).promptsFunction;
  const value = await readSetting(name, target);
  const parameter = findReferences({ [setting]: value })[0]?.parameter;
  const bucketName = parameter === undefined ? value : await readParameter(parameter, name, target);
  // It is not shown: a reference to the wrong parameter may have given a secret.
  if (!isBucketName(bucketName)) throw missing(`the ${setting} of ${name} is not the name of a bucket`);
  return bucketName;
}

async function readSetting(name: string, { endpoint, region }: OperatorTarget): Promise<string> {
  const client = new LambdaClient(awsClientOptions({ endpoint, region }));
  const service = "Lambda";
  try {
    const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    if (Environment?.Error !== undefined) {
      const code = Environment.Error.ErrorCode ?? "no code";
      throw missing(`the environment of ${name} can't be read (${code}: it takes kms:Decrypt with its key)`);
    }
    const value = Environment?.Variables?.[setting]?.trim() ?? "";
    if (value === "") throw missing(`${name} has no ${setting}`);
    return value;
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    if (error instanceof Error && error.name === "ResourceNotFoundException") {
      const where = `${awsName(service, endpoint)} has no function ${name} in ${region}`;
      throw missing(`${where} for this account: is the stage deployed there (--stage, --region)?`, error);
    }
    const asked = { denied: `denied access to function ${name}`, rights: `lambda:GetFunctionConfiguration on ${name}` };
    throw missing(formatAwsFailure(error, { service, endpoint, ...asked }), error);
  } finally {
    client.destroy();
  }
}

async function readParameter(parameter: string, name: string, { endpoint, region }: OperatorTarget): Promise<string> {
  const told = `the ${setting} of ${name} refers to ${parameter === "" ? "no parameter" : parameter}`;
  if (parameter === "") throw missing(told);
  const client = new SSMClient(awsClientOptions({ endpoint, region }));
  let found: readonly SsmParameter[];
  try {
    found = await getSsmParameters(client, [parameter]);
  } catch (error) {
    const rights = `ssm:GetParameters on ${parameter}, and kms:Decrypt with its key`;
    const asked = { service: "SSM", endpoint, denied: `denied access to ${parameter}`, rights };
    throw missing(formatAwsFailure(error, asked), error);
  } finally {
    client.destroy();
  }
  const [only] = found;
  if (only === undefined) throw missing(`${told}, which is not there`);
  return only.value.trim();
}

function missing(reason: string, cause?: unknown): CommandFailure {
  const told = reason.endsWith("?") ? reason : `${reason}.`;
  return new CommandFailure(`The bucket is not known: ${told} Or name it: --bucket NAME`, { cause });
}
