import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLambdaProcess } from "../../src/local/lambda-process.ts";
import { createSampleMarket } from "../../src/local/sample-market.ts";
import { startStack, type Stack } from "../../src/local/stack.ts";
import { type PackagedService, packageService } from "../support/packaged-service.ts";
import { payload, sqsEvent, sqsRecord } from "../support/sqs-event.ts";

/** The properties of the only resource of a type in the template. */
function propertiesOf(template: unknown, type: string, logicalIdPrefix = ""): Record<string, unknown> {
  const resources: unknown = Reflect.get(Object(template), "Resources");
  const found = Object.entries(Object(resources)).filter(
    ([id, resource]) => Reflect.get(Object(resource), "Type") === type && id.startsWith(logicalIdPrefix),
  );
  expect(found.map(([id]) => id)).toHaveLength(1);
  return { ...Reflect.get(Object(found[0]?.[1]), "Properties") };
}

/** The statements of a role's policies. */
function policiesOf(policies: unknown): Record<string, unknown>[] {
  const list: unknown[] = Array.isArray(policies) ? policies : [];
  return list.flatMap((policy) => {
    const statements: unknown = Reflect.get(Object(Reflect.get(Object(policy), "PolicyDocument")), "Statement");
    return Array.isArray(statements) ? statements.map((statement) => ({ ...Object(statement) })) : [];
  });
}

describe("sls package", () => {
  let packaged: PackagedService;
  let stack: Stack;

  beforeAll(async () => {
    packaged = packageService("dev");
    stack = await startStack({ market: createSampleMarket() });
  }, 120_000);

  afterAll(async () => {
    await stack.stop();
  });

  it("works offline and without credentials", () => {
    expect(packaged.exitCode, packaged.output).toBe(0);
  });

  it("makes a function that delivers an insight for an SQS event, from its zip alone", async () => {
    const { folder, files } = packaged.unzip("prompts");
    expect(files).toEqual(["src/consumer/prompts.mjs"]);
    const lines: string[] = [];
    const lambda = createLambdaProcess({
      entry: join(folder, "src/consumer/prompts.mjs"),
      environment: stack.environment,
      timeoutMs: 20_000,
      onLine: (line) => lines.push(line),
    });
    try {
      const good = payload();
      const answer = await lambda.invoke(sqsEvent(sqsRecord(good), sqsRecord("not JSON")));
      expect(answer, lines.join("\n")).toEqual({ batchItemFailures: [] });
      expect(stack.inbox.messages).toMatchObject([{ correlationId: good["correlation_id"], channel: "general" }]);
      expect(await stack.readDeadLetters()).toHaveLength(1);
    } finally {
      await lambda.stop();
    }
  });

  it("gives the function the runtime, architecture and timeout of the specification", () => {
    expect(propertiesOf(packaged.template, "AWS::Lambda::Function")).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Timeout: 90,
    });
  });

  it("keeps a message longer than all its attempts take, and an attempt longer than the function runs", () => {
    const queue = propertiesOf(packaged.template, "AWS::SQS::Queue", "PromptQueue");
    const { VisibilityTimeout: visibility, MessageRetentionPeriod: retention, RedrivePolicy: redrive } = queue;
    expect(redrive).toMatchObject({ maxReceiveCount: 5 });
    expect(Number(visibility)).toBeGreaterThanOrEqual(6 * 90);
    expect(Number(retention)).toBeGreaterThan(Number(visibility) * 5);
    const deadLetters = propertiesOf(packaged.template, "AWS::SQS::Queue", "PromptDeadLetterQueue");
    expect(Number(deadLetters["MessageRetentionPeriod"])).toBeGreaterThan(Number(retention));
  });

  it("has failed records reported one by one", () => {
    expect(propertiesOf(packaged.template, "AWS::Lambda::EventSourceMapping")).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
  });

  it("lets the function read the collected candles, list them alone, and write receipts, in the bucket and nowhere else", () => {
    const { Policies: policies } = propertiesOf(packaged.template, "AWS::IAM::Role", "IamRoleLambdaExecution");
    const statements = policiesOf(policies).filter((statement) => JSON.stringify(statement["Action"]).includes("s3:"));
    const bucket = "arn:${AWS::Partition}:s3:::{{resolve:ssm:/trader/dev/data-collection-bucket-name}}";
    expect(statements).toEqual([
      {
        Sid: "WriteReceipts",
        Effect: "Allow",
        Action: ["s3:PutObject"],
        Resource: { "Fn::Sub": `${bucket}/insights/*` },
      },
      {
        Sid: "ReadCollectedCandles",
        Effect: "Allow",
        Action: ["s3:GetObject"],
        Resource: [
          { "Fn::Sub": `${bucket}/COINBASE/*/historical/*` },
          { "Fn::Sub": `${bucket}/coinbase/*/historical/*` },
        ],
      },
      {
        Sid: "FindCollectedCandles",
        Effect: "Allow",
        Action: ["s3:ListBucket"],
        Resource: { "Fn::Sub": bucket },
        Condition: { StringLike: { "s3:prefix": ["COINBASE/*/historical/", "coinbase/*/historical/"] } },
      },
    ]);
  });

  it("holds references instead of secrets", () => {
    const { Environment: environment } = propertiesOf(packaged.template, "AWS::Lambda::Function");
    expect(environment).toMatchObject({
      Variables: {
        AUTH0_ASSISTANT_CLIENT_SECRET: "ssm:/trader/dev/auth0-assistant-client-secret",
        ASSISTANT_API_KEY: "ssm:/trader/dev/assistant-api-key",
      },
    });
  });
});
