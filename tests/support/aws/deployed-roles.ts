import deployment from "../../../infrastructure/deployment.cjs";
import type { DescribedRole } from "../../../src/emulators/aws/iam-api.ts";
import { computeValue } from "./template-values.ts";

const base = {
  DATA_COLLECTION_BUCKET_NAME: "trader-data",
  CACHE_TABLE_NAME: "trader-cache",
  AUTH0_OAUTH_URL: "ssm:/trader/local/url",
  AUTH0_ASSISTANT_CLIENT_ID: "ssm:/trader/local/id",
  AUTH0_ASSISTANT_CLIENT_SECRET: "ssm:/trader/local/secret:2",
  AUTH0_ASSISTANT_AUDIENCE: "https://assistant.example",
  ASSISTANT_API_KEY: "ssm:assistant-key",
  LLM_PROVIDERS: "none",
  API_AUDIENCE: "trader-data-llm",
  MAXIMUM_CONCURRENCY: 5,
  LOG_RETENTION_DAYS: 14,
  POINT_IN_TIME_RECOVERY: false,
};

const place = { region: "us-east-2", accountId: "000000000000", prefix: "trader-data-llm-local" };

const parameter = (Default: unknown) => ({ Type: "String", Default: String(Default) });

/**
 * The roles of the embedded stack's functions as the template would make them: the template's own statements, computed as
 * CloudFormation does, on the stack's account, bucket and tables.
 */
export async function deployedRoles(
  settings: Readonly<Record<string, string>> = {},
): Promise<readonly DescribedRole[]> {
  const values: Readonly<Record<string, string | number | boolean>> = { ...base, ...settings };
  const { prompts, api } = await deployment({
    options: { param: [] },
    resolveVariable: (address: string) => {
      if (address === "self:service") return Promise.resolve("trader-data-llm");
      if (address === "sls:stage") return Promise.resolve("local");
      return Promise.resolve(values[/^param:([A-Z0-9_]+), ''$/.exec(address)?.[1] ?? ""] ?? "");
    },
    resolveConfigurationProperty: () => Promise.resolve({ default: values }),
  });
  const template = {
    Parameters: {
      DataCollectionBucketName: parameter(values["DATA_COLLECTION_BUCKET_NAME"]),
      CacheTableName: parameter(values["CACHE_TABLE_NAME"]),
    },
    Resources: {},
  };
  const arns: Readonly<Record<string, string>> = {
    PromptQueue: `arn:aws:sqs:${place.region}:${place.accountId}:${place.prefix}-prompts`,
    PromptDeadLetterQueue: `arn:aws:sqs:${place.region}:${place.accountId}:${place.prefix}-prompts-dlq`,
    StateTable: `arn:aws:dynamodb:${place.region}:${place.accountId}:table/${place.prefix}-state`,
  };
  const setup = {
    pseudoParameters: { "AWS::Partition": "aws", "AWS::Region": place.region, "AWS::AccountId": place.accountId },
    ssmParameters: {},
    idOf: () => "",
    attributeOf: (logicalId: string) => arns[logicalId] ?? "",
  };
  const documentOf = (Statement: unknown): object => ({
    Version: "2012-10-17",
    Statement: computeValue(template, setup, Statement),
  });
  return [
    { name: `${place.prefix}-prompts-role`, policies: { prompts: documentOf(prompts.statements) } },
    { name: `${place.prefix}-api-role`, policies: { api: documentOf(api.statements) } },
  ];
}
