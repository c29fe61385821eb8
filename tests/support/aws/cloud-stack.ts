import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod/mini";
import type { Template } from "./cloudformation-template.ts";
import { computeValue, type TemplateSetup } from "./template-values.ts";

/** Where the resources of a template are made. */
export interface CloudStackOptions {
  /** One endpoint for SQS, DynamoDB and S3. */
  readonly awsUrl: string;
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  readonly ssmParameters: Readonly<Record<string, string>>;
}

/** A deployed function: its properties, computed. */
export interface DeployedFunction {
  readonly name: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly code: { readonly bucket: string; readonly key: string };
}

/** The resources of one stack. */
export interface CloudStack {
  /** Makes what the template has and the stack has not; computes every property of the rest, which need only be sound. */
  apply(template: Template): Promise<void>;
  /** What `Ref` gives, by logical id. */
  readonly ids: ReadonlyMap<string, string>;
  readonly functions: ReadonlyMap<string, DeployedFunction>;
  /** The properties of the roles, computed by the last template that was applied. */
  readonly roles: ReadonlyMap<string, unknown>;
}

const queueSchema = z.looseObject({ QueueName: z.string() });
const tableSchema = z.object({
  TableName: z.string(),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.literal("S") })),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.literal("HASH") })),
  BillingMode: z.literal("PAY_PER_REQUEST"),
});
const functionSchema = z.looseObject({
  FunctionName: z.string(),
  Handler: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
  Code: z.object({ S3Bucket: z.string(), S3Key: z.string() }),
});

/** Makes an empty stack. Queues, tables and buckets are made for real, at the endpoint. */
export function createCloudStack(options: CloudStackOptions): CloudStack {
  const { awsUrl: endpoint, region, accountId, stackName } = options;
  const client = { endpoint, region, credentials: { accessKeyId: "deployer", secretAccessKey: "deployer" } };
  const sqs = new SQSClient(client);
  const dynamodb = new DynamoDBClient(client);
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const ids = new Map<string, string>();
  const arns = new Map<string, string>();
  const functions = new Map<string, DeployedFunction>();
  const roles = new Map<string, unknown>();

  async function create(logicalId: string, type: string, properties: unknown): Promise<void> {
    if (type === "AWS::SQS::Queue") {
      const { QueueName, ...attributes } = z.parse(queueSchema, properties);
      const Attributes = Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [
          name,
          typeof value === "string" ? value : JSON.stringify(value),
        ]),
      );
      await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
      const { QueueUrl = "" } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
      ids.set(logicalId, `${endpoint}${new URL(QueueUrl).pathname}`);
      // The account is the one that the emulator of SQS says it is.
      arns.set(logicalId, `arn:aws:sqs:${region}:000000000000:${QueueName}`);
      return;
    }
    const id = physicalName(logicalId, properties);
    ids.set(logicalId, id);
    arns.set(logicalId, `arn:aws:fake:${region}:${accountId}:${id}`);
    if (type === "AWS::DynamoDB::Table") {
      await dynamodb.send(new CreateTableCommand(z.parse(tableSchema, properties)));
    } else if (type === "AWS::S3::Bucket") {
      await s3.send(new CreateBucketCommand({ Bucket: id }));
    } else if (type === "AWS::IAM::Role") {
      roles.set(logicalId, properties);
    } else if (type === "AWS::Lambda::Function") {
      const { FunctionName: name, Handler: handler, Environment, Code } = z.parse(functionSchema, properties);
      const code = { bucket: Code.S3Bucket, key: Code.S3Key };
      functions.set(logicalId, { name, handler, environment: Environment.Variables, code });
    }
  }

  function physicalName(logicalId: string, properties: unknown): string {
    for (const name of ["FunctionName", "TableName", "LogGroupName", "AlarmName", "DashboardName"]) {
      const given: unknown = Reflect.get(Object(properties), name);
      if (typeof given === "string") return given;
    }
    return `${stackName}-${logicalId}`.toLowerCase();
  }

  return {
    ids,
    functions,
    roles,
    async apply(template) {
      const creating = new Set<string>();
      const applied = new Set<string>();
      const setup: TemplateSetup = {
        pseudoParameters: {
          "AWS::Region": region,
          "AWS::AccountId": accountId,
          "AWS::Partition": "aws",
          "AWS::URLSuffix": "amazonaws.com",
          "AWS::StackName": stackName,
        },
        ssmParameters: options.ssmParameters,
        idOf: (logicalId) => made(logicalId, ids),
        attributeOf: (logicalId) => made(logicalId, arns),
      };
      async function ensure(logicalId: string): Promise<void> {
        const isUpdated = template.Resources[logicalId]?.Type === "AWS::IAM::Role" && !applied.has(logicalId);
        if (ids.has(logicalId) && !isUpdated) return;
        applied.add(logicalId);
        if (creating.has(logicalId)) throw new Error(`Circular dependency at ${logicalId}`);
        const resource = template.Resources[logicalId];
        if (resource === undefined) throw new Error(`Template error: ${logicalId} is not in the template`);
        creating.add(logicalId);
        for (;;) {
          try {
            const properties = computeValue(template, setup, resource.Properties ?? {});
            await create(logicalId, resource.Type, properties);
            return;
          } catch (error) {
            if (!(error instanceof Waits)) throw error;
            await ensure(error.logicalId);
          }
        }
      }
      for (const logicalId of Object.keys(template.Resources)) await ensure(logicalId);
    },
  };
}

function made(logicalId: string, values: ReadonlyMap<string, string>): string {
  const value = values.get(logicalId);
  if (value === undefined) throw new Waits(logicalId);
  return value;
}

/** A resource must be made before. */
class Waits extends Error {
  readonly logicalId: string;
  constructor(logicalId: string) {
    super(`${logicalId} is not made yet`);
    this.logicalId = logicalId;
  }
}
