import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type TimeToLiveDescription,
} from "@aws-sdk/client-dynamodb";
import type { Deadline } from "../../../platform/deadline.ts";
import { awsFinding, nameOf } from "../aws-finding.ts";
import { fail, type Finding, ok, skip } from "../check.ts";
import { deployCommand } from "../fix.ts";
import type { DoctorSetup } from "../setup.ts";
import { type SettingName, settings } from "../../../platform/config/settings.ts";

/** A table as the service needs it. */
export interface TableToCheck {
  readonly setting: SettingName;
  readonly name: string;
  /** Its partition key, a string. */
  readonly keyName: string;
  /** The attribute by which its items expire; null where that is its owner's affair. */
  readonly expiryName: string | null;
}

/** Whether a table is there, with the key that is asked for and the expiry that keeps it small. */
export async function checkTable(
  client: DynamoDBClient,
  table: TableToCheck,
  setup: DoctorSetup,
  deadline: Deadline,
): Promise<readonly Finding[]> {
  const { name, setting, keyName } = table;
  try {
    const described = await client.send(new DescribeTableCommand({ TableName: name }), {
      abortSignal: deadline.signal,
    });
    const { TableStatus, KeySchema = [], AttributeDefinitions = [] } = described.Table ?? {};
    const keys = KeySchema.map(({ AttributeName = "" }) => {
      const type = AttributeDefinitions.find((definition) => definition.AttributeName === AttributeName)?.AttributeType;
      return `${AttributeName} (${type ?? "?"})`;
    });
    if (keys.join(", ") !== `${keyName} (S)`) {
      const what = `the key of table ${name} is ${keys.join(", ") || "unknown"}, not ${keyName} (S)`;
      return [fail(what, `${setting} must name the table whose key is ${keyName}; a table's key can't be changed`)];
    }
    if (TableStatus !== "ACTIVE" && TableStatus !== "UPDATING") {
      return [fail(`table ${name} is ${TableStatus ?? "in no known state"}`, "wait until it is active")];
    }
  } catch (error) {
    if (nameOf(error) === "ResourceNotFoundException") {
      const fix =
        setting === settings.stateTableName.name
          ? deployCommand(setup)
          : `${setting} must name the platform's cache table`;
      return [fail(`there is no table ${name} (${setting}) in ${setup.region}`, fix)];
    }
    return [
      awsFinding(
        error,
        { service: "DynamoDB", rights: `dynamodb:DescribeTable on ${name}`, looking: "at the table" },
        setup,
      ),
    ];
  }
  const found = ok(`${name}: key ${keyName}`);
  return table.expiryName === null
    ? [found]
    : [found, await checkExpiry(client, { name, expiryName: table.expiryName }, setup, deadline)];
}

async function checkExpiry(
  client: DynamoDBClient,
  { name, expiryName }: { readonly name: string; readonly expiryName: string },
  setup: DoctorSetup,
  deadline: Deadline,
): Promise<Finding> {
  const set = (isOn: boolean, attribute: string): string =>
    `aws dynamodb update-time-to-live --region ${setup.region} --table-name ${name} --time-to-live-specification Enabled=${isOn},AttributeName=${attribute}`;
  try {
    const command = new DescribeTimeToLiveCommand({ TableName: name });
    const { TimeToLiveDescription: expiry } = await client.send(command, { abortSignal: deadline.signal });
    if (setup.isEmbedded) return skip(`${name}: the embedded DynamoDB expires nothing`);
    return judgeExpiry(name, expiryName, expiry ?? {}, set);
  } catch (error) {
    if (nameOf(error) === "UnknownOperationException") {
      return skip(`${name}: this DynamoDB can't tell whether items expire`);
    }
    return awsFinding(
      error,
      { service: "DynamoDB", rights: `dynamodb:DescribeTimeToLive on ${name}`, looking: "at the table's expiry" },
      setup,
    );
  }
}

/** DynamoDB refuses to move an expiry that is on: it has to be switched off first, and takes one change an hour. */
function judgeExpiry(
  name: string,
  expiryName: string,
  { TimeToLiveStatus: status = "DISABLED", AttributeName: attribute = expiryName }: TimeToLiveDescription,
  set: (isOn: boolean, attribute: string) => string,
): Finding {
  if (status === "DISABLED") return fail(`the items of ${name} never expire (TTL ${status})`, set(true, expiryName));
  if (status === "DISABLING") {
    const fix = `wait until it is off, which may take an hour; then ${set(true, expiryName)}`;
    return fail(`the items of ${name} never expire (TTL ${status})`, fix);
  }
  if (attribute !== expiryName) {
    const first =
      status === "ENABLING" ? "wait until it is on, which may take an hour; then switch it off" : "switch it off";
    const fix = `${first}: ${set(false, attribute)}; and when that is done, which may take an hour: ${set(true, expiryName)}`;
    return fail(`the items of ${name} expire by ${attribute}, not by ${expiryName}`, fix);
  }
  return ok(`${name}: items expire by ${expiryName}`);
}
