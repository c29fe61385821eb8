"use strict";

const { bedrockResources } = require("./bedrock-resources.cjs");
const { settings } = require("../src/platform/config/settings/settings-table.cjs");
const { listOf, partsOf } = require("../src/platform/config/settings/setting-checks.cjs");
const { deploymentSettings, isInUse, isReference, parameterOf, valueOf } = require("./deployment-settings.cjs");

/** @typedef {import("./deployment-settings.cjs").Values} Values */
/** @typedef {{ Sid: string, Effect: "Allow", Action: string[], Resource: unknown, Condition?: object }} Statement */

/**
 * What the role of the `prompts` function may do: each call that it makes, on the one thing that it is made on.
 *
 * @param {Values} values
 * @param {string} functionName
 * @returns {Statement[]}
 */
function promptsStatements(values, functionName) {
  const bucket = "arn:${AWS::Partition}:s3:::${DataCollectionBucketName}";
  return [
    ...commonStatements(values, functionName, "prompts"),
    allow(
      "TakeMessages",
      ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "ChangeMessageVisibility", "SendMessage"].map(
        (name) => `sqs:${name}`,
      ),
      arnOf("PromptQueue"),
    ),
    allow("GiveUpMessages", ["sqs:SendMessage"], arnOf("PromptDeadLetterQueue")),
    allow("KeepTheLedger", ["dynamodb:GetItem", "dynamodb:UpdateItem"], arnOf("StateTable")),
    ...(isInUse(values, settings.cacheTableName) ? [shareTheToken] : []),
    // A write that must not replace a better receipt has to read the one that stands there: S3 demands both rights.
    allow("WriteReceipts", ["s3:GetObject", "s3:PutObject"], sub(`${bucket}/insights/*`)),
    // The collected candles stand in where Coinbase is down; the platform spells its folder in two ways.
    allow(
      "ReadCollectedCandles",
      ["s3:GetObject"],
      [sub(`${bucket}/COINBASE/*/historical/*`), sub(`${bucket}/coinbase/*/historical/*`)],
    ),
    allow("FindCollectedCandles", ["s3:ListBucket"], sub(bucket), {
      StringLike: { "s3:prefix": ["COINBASE/*/historical/", "coinbase/*/historical/"] },
    }),
    ...dataKeyStatements(values),
    ...modelStatements(values),
    ...nodeGroupStatements(values),
    ...networkStatements(values),
  ];
}

const shareTheToken = allow(
  "ShareTheToken",
  ["dynamodb:GetItem", "dynamodb:PutItem"],
  sub("arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${CacheTableName}"),
  // The table is the platform's; what else is kept in it is none of ours.
  { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["trader_oauth_token_*"] } },
);

/**
 * What the role of the `api` function may do.
 *
 * @param {Values} values
 * @param {string} functionName
 * @returns {Statement[]}
 */
function apiStatements(values, functionName) {
  return [
    ...commonStatements(values, functionName, "api"),
    allow("SendMessages", ["sqs:SendMessage"], arnOf("PromptQueue")),
  ];
}

/**
 * The role that a function runs with, as a CloudFormation resource.
 *
 * @param {"prompts" | "api"} of
 * @param {readonly Statement[]} statements
 */
function roleOfFunction(of, statements) {
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [trust] },
      Policies: [{ PolicyName: of, PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
    },
  };
}

/**
 * @param {Values} values
 * @param {string} functionName
 * @param {"prompts" | "api"} of
 */
function commonStatements(values, functionName, of) {
  const logGroup = `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${functionName}`;
  return [
    allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], sub(`${logGroup}:*`)),
    // X-Ray knows no resources.
    allow("WriteTraces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"),
    ...parameterStatements(values, of),
  ];
}

/**
 * Exactly the parameters that the function's variables refer to.
 *
 * @param {Values} values
 * @param {"prompts" | "api"} of
 */
function parameterStatements(values, of) {
  const names = deploymentSettings
    .filter((setting) => setting.functions.includes(of) && isInUse(values, setting))
    .flatMap((setting) => partsOf(setting.check, valueOf(values, setting)))
    .filter(({ part }) => isReference(part))
    .map(({ part }) => parameterOf(part).replace(/:.*/, ""));
  if (names.length === 0) return [];
  const arns = [...new Set(names)].map((name) =>
    sub(
      `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter${name.startsWith("/") ? "" : "/"}${name}`,
    ),
  );
  const key = valueOf(values, settings.parameterKeyArn);
  return [
    allow("FetchParameters", ["ssm:GetParameters"], arns),
    ...(key === ""
      ? []
      : [
          allow("DecryptParameters", ["kms:Decrypt"], key, {
            StringEquals: { "kms:ViaService": sub("ssm.${AWS::Region}.amazonaws.com") },
          }),
        ]),
  ];
}

/**
 * A bucket or a table that is encrypted with its owner's key is used with a right to that key.
 *
 * @param {Values} values
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
function dataKeyStatements(values) {
  const keys = listOf(valueOf(values, settings.dataKeyArns));
  if (keys.length === 0) return [];
  return [allow("UseDataKeys", ["kms:Decrypt", "kms:GenerateDataKey"], [...new Set(keys)])];
}

/** @param {Values} values */
function modelStatements(values) {
  const modelId = valueOf(values, settings.bedrockModelId);
  // The function reads the names of providers in any case.
  if (modelId === "" || !listOf(valueOf(values, settings.providers).toLowerCase()).includes("bedrock")) return [];
  const region = valueOf(values, settings.bedrockRegion);
  const foundationModelId = valueOf(values, settings.foundationModelId);
  const { called, behind } = bedrockResources({ modelId, region, foundationModelId });
  const actions = ["bedrock:InvokeModel"];
  return [
    allow("AskTheModel", actions, called),
    ...(behind.length === 0
      ? []
      : [
          // Through the profile, and in no other way.
          allow("AskTheModelBehind", actions, behind, { StringEquals: { "bedrock:InferenceProfileArn": called } }),
        ]),
  ];
}

/**
 * Finding the tasks of the node group, and raising it from 0.
 *
 * @param {Values} values
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
function nodeGroupStatements(values) {
  const cluster = lastPart(valueOf(values, settings.ecsCluster));
  if (cluster === "") return [];
  const service = lastPart(valueOf(values, settings.ecsService));
  const ecs = "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}";
  const inCluster = { ArnEquals: { "ecs:cluster": sub(`${ecs}:cluster/${cluster}`) } };
  return [
    // Its only resource is a container instance, and a listing by service names none: what bounds it is the cluster.
    allow("FindNodes", ["ecs:ListTasks"], "*", inCluster),
    allow("LookAtNodes", ["ecs:DescribeTasks"], sub(`${ecs}:task/${cluster}/*`), inCluster),
    allow("RaiseNodes", ["ecs:DescribeServices", "ecs:UpdateService"], sub(`${ecs}:service/${cluster}/${service}`)),
  ];
}

/**
 * Lambda makes the function's network interfaces with the function's own role, and checks for the right to any.
 *
 * @param {Values} values
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
function networkStatements(values) {
  if (valueOf(values, settings.subnetIds) === "") return [];
  const actions = [
    "CreateNetworkInterface",
    "DescribeNetworkInterfaces",
    "DescribeSubnets",
    "DeleteNetworkInterface",
    "AssignPrivateIpAddresses",
    "UnassignPrivateIpAddresses",
  ];
  return [
    allow(
      "JoinTheNetwork",
      actions.map((name) => `ec2:${name}`),
      "*",
    ),
  ];
}

/**
 * The name at the end of an ARN, or the name itself.
 *
 * @param {string} nameOrArn
 */
function lastPart(nameOrArn) {
  return nameOrArn.split("/").at(-1) ?? "";
}

/** @param {string} logicalId */
function arnOf(logicalId) {
  return { "Fn::GetAtt": [logicalId, "Arn"] };
}

/** @param {string} text */
function sub(text) {
  return { "Fn::Sub": text };
}

/**
 * @param {string} Sid
 * @param {string[]} Action
 * @param {unknown} Resource
 * @param {object} [Condition]
 * @returns {Statement}
 */
function allow(Sid, Action, Resource, Condition) {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

module.exports = { apiStatements, promptsStatements, roleOfFunction };
