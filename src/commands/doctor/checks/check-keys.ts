import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetBucketEncryptionCommand, type S3Client } from "@aws-sdk/client-s3";
import { DescribeParametersCommand, type SSMClient } from "@aws-sdk/client-ssm";
import type { PromptsConfig } from "../../../platform/config/config.ts";
import type { Deadline } from "../../../platform/deadline.ts";
import { findReferences } from "../../../platform/config/secret-references.ts";
import { fail, type Finding, ok, skip } from "../check.ts";
import { deployCommand, withoutSelector } from "../fix.ts";
import { type Access, isAllowed, type PolicyStatement } from "../role-policy.ts";
import type { DoctorSetup, FoundFunction } from "../setup.ts";
import { type SettingName, settings } from "../../../platform/config/settings.ts";

/** What holds data of the function, and the key that it is encrypted with. */
interface KeyUse {
  /** `bucket my-bucket` */
  readonly holder: string;
  /** A key's ARN, id or alias; null where it is AWS's own, or none. */
  readonly keyId: string | null;
  readonly actions: readonly string[];
  readonly context: Readonly<Record<string, string>>;
  /** The setting that gives the role the right. */
  readonly setting: SettingName;
  /** Whether AWS's own key is given by its ARN as well, as if it were a customer's. */
  readonly mayBeOfAws: boolean;
}

interface Clients {
  readonly ssm: SSMClient;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
}

const useData = ["kms:Decrypt", "kms:GenerateDataKey"];

/**
 * Holds the keys of bucket, cache table and secret parameters against the function's role: what is encrypted with a customer's
 * key can be used with a right to that key only. Where you may not look at a key, that is no failure.
 */
export async function checkKeys(
  clients: Clients,
  about: {
    readonly config: PromptsConfig;
    readonly found: FoundFunction;
    readonly statements: readonly PolicyStatement[];
  },
  { setup, deadline }: { readonly setup: DoctorSetup; readonly deadline: Deadline },
): Promise<readonly Finding[]> {
  const { config, found, statements } = about;
  const reading = [
    readBucketKey(clients.s3, config.bucketName, deadline),
    ...(config.delivery === "assistant" ? [readTableKey(clients.dynamodb, config.cacheTableName, deadline)] : []),
    readParameterKeys(clients.ssm, found, deadline),
  ];
  const uses = (await Promise.all(reading)).flat();
  const findings = uses.flatMap((use) => ("status" in use ? [use] : judge(use, found, statements, setup)));
  if (findings.some(({ status }) => status !== "skip") || uses.length === 0) return findings;
  const looked = uses.flatMap((use) => ("status" in use ? [] : [use.holder]));
  return looked.length === 0
    ? findings
    : [...findings, ok(`the role may use the keys of ${looked.join(", ")}, or they are AWS's own`)];
}

function judge(
  { holder, keyId, actions, context, setting, mayBeOfAws }: KeyUse,
  { place }: FoundFunction,
  statements: readonly PolicyStatement[],
  setup: DoctorSetup,
): readonly Finding[] {
  if (keyId === null) return [];
  if (keyId.includes("alias/")) {
    return [skip(`${holder} is encrypted with ${keyId}; ${setting} must name the key behind that alias`)];
  }
  const arn = keyId.startsWith("arn:")
    ? keyId
    : `arn:${place.partition}:kms:${place.region}:${place.accountId}:key/${keyId}`;
  const missing = actions.filter((action) => {
    const access: Access = { action, resources: [arn], context };
    return !isAllowed(statements, access);
  });
  if (missing.length === 0) return [];
  const what = `${holder} is encrypted with ${arn}, on which the role does not allow ${missing.join(", ")}`;
  if (mayBeOfAws) {
    const look = `aws kms describe-key --region ${place.region} --key-id ${arn} --query KeyMetadata.KeyManager`;
    return [skip(`${what}: that is well where the key is AWS's own, and no customer's (${look})`)];
  }
  return [fail(what, `add it to ${setting} in slsenvs.yml, then ${deployCommand(setup)}`)];
}

async function readBucketKey(
  client: S3Client,
  bucketName: string,
  { signal }: Deadline,
): Promise<readonly (KeyUse | Finding)[]> {
  try {
    const command = new GetBucketEncryptionCommand({ Bucket: bucketName });
    const { ServerSideEncryptionConfiguration: found } = await client.send(command, { abortSignal: signal });
    const rule = found?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
    const keyId = rule?.SSEAlgorithm?.startsWith("aws:kms") === true ? ownKey(rule.KMSMasterKeyID) : null;
    const use = {
      keyId,
      actions: useData,
      context: {},
      setting: settings.dataKeyArns.name,
      mayBeOfAws: false,
    } as const;
    return [{ holder: `bucket ${bucketName}`, ...use }];
  } catch (error) {
    return [notTold(`bucket ${bucketName}`, "s3:GetEncryptionConfiguration", error)];
  }
}

async function readTableKey(
  client: DynamoDBClient,
  TableName: string,
  { signal }: Deadline,
): Promise<readonly (KeyUse | Finding)[]> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }), { abortSignal: signal });
    const use = { actions: useData, context: {}, setting: settings.dataKeyArns.name, mayBeOfAws: true } as const;
    return [{ holder: `table ${TableName}`, keyId: ownKey(Table?.SSEDescription?.KMSMasterKeyArn), ...use }];
  } catch {
    // The table's own check says why.
    return [];
  }
}

async function readParameterKeys(
  client: SSMClient,
  found: FoundFunction,
  { signal }: Deadline,
): Promise<readonly (KeyUse | Finding)[]> {
  const names = new Set(findReferences(found.environment).map(({ parameter }) => withoutSelector(parameter)));
  // One that is shared from another account is given by its ARN, and can't be described.
  const Values = [...names].filter((name) => name !== "" && !name.startsWith("arn:"));
  if (Values.length === 0) return [];
  try {
    const command = new DescribeParametersCommand({ ParameterFilters: [{ Key: "Name", Values }], MaxResults: 50 });
    const { Parameters = [] } = await client.send(command, { abortSignal: signal });
    const context = { "kms:ViaService": `ssm.${found.place.region}.amazonaws.com` };
    const use = {
      actions: ["kms:Decrypt"],
      context,
      setting: settings.parameterKeyArn.name,
      mayBeOfAws: false,
    } as const;
    return Parameters.flatMap(({ Name = "", Type, KeyId }) =>
      Type === "SecureString" ? [{ holder: `parameter ${Name}`, keyId: ownKey(KeyId), ...use }] : [],
    );
  } catch (error) {
    return [notTold("the parameters", "ssm:DescribeParameters", error)];
  }
}

/** A key that is not given by an alias of AWS's own. */
function ownKey(keyId: string | undefined): string | null {
  return keyId === undefined || keyId === "" || /(?:^|:)alias\/aws\//.test(keyId) ? null : keyId;
}

function notTold(holder: string, right: string, error: unknown): Finding {
  const reason = error instanceof Error ? error.name : String(error);
  return skip(`the key of ${holder} is not told (${reason}; it takes ${right})`);
}
