import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startAwsGateway } from "../../src/local/aws-gateway.ts";
import type { RunningHttpServer } from "../../src/local/http-server.ts";
import { createLambdaProcess, type LambdaProcess } from "../../src/local/lambda-process.ts";
import { createSampleMarket } from "../../src/local/sample-market.ts";
import { startStack, type Stack } from "../../src/local/stack.ts";
import { type CloudFormationServer, createCloudFormationServer } from "../support/cloudformation-server.ts";
import { httpApiEvent } from "../support/http-api-event.ts";
import { copyService, slsCommand, unzipInto } from "../support/packaged-service.ts";
import { payload, sqsEvent, sqsRecord } from "../support/sqs-event.ts";
import { startSsmServer } from "../support/ssm-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const region = "eu-central-1";

/** An account that has what the platform owns, and nothing of ours. */
interface FreshAccount {
  readonly stack: Stack;
  readonly endpoint: RunningHttpServer;
  readonly cloud: CloudFormationServer;
  stop(): Promise<void>;
}

async function openAccount(missing: readonly string[] = []): Promise<FreshAccount> {
  const stack = await startStack({ market: createSampleMarket() });
  const of = (name: string): string => stack.environment[name] ?? "";
  const parameters = Object.fromEntries(
    Object.entries({
      "data-collection-bucket-name": of("DATA_COLLECTION_BUCKET_NAME"),
      "cache-table-name": of("CACHE_TABLE_NAME"),
      "auth0-oauth-url": of("AUTH0_OAUTH_URL"),
      "auth0-assistant-client-id": of("AUTH0_ASSISTANT_CLIENT_ID"),
      "auth0-assistant-client-secret": of("AUTH0_ASSISTANT_CLIENT_SECRET"),
      "auth0-assistant-audience": of("AUTH0_ASSISTANT_AUDIENCE"),
      "assistant-api-key": of("ASSISTANT_API_KEY"),
    })
      .filter(([name]) => !missing.includes(name))
      .map(([name, value]) => [`/trader/dev/${name}`, value]),
  );
  const ssm = await startSsmServer(parameters);
  const emulators = await startAwsGateway({
    sqs: { url: of("AWS_ENDPOINT_URL_SQS") },
    s3: { url: of("AWS_ENDPOINT_URL_S3") },
    dynamodb: { url: of("AWS_ENDPOINT_URL_DYNAMODB") },
    ssm: { url: ssm.url },
  });
  const cloud = createCloudFormationServer({
    awsUrl: emulators.url,
    region,
    accountId: "123456789012",
    stackName: "trader-data-llm-dev",
    ssmParameters: parameters,
  });
  const endpoint = await startAwsGateway({
    sqs: { url: emulators.url },
    s3: { url: emulators.url },
    dynamodb: { url: emulators.url },
    ssm: { url: emulators.url },
    cloudformation: cloud.cloudformation,
    sts: cloud.sts,
  });
  return {
    stack,
    endpoint,
    cloud,
    async stop() {
      await Promise.all([endpoint.stop(), emulators.stop(), ssm.stop(), stack.stop()]);
    },
  };
}

/** Runs `sls deploy` with nothing but credentials and the endpoint. */
async function deploy(
  endpoint: string,
  ...args: readonly string[]
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [slsCommand, "deploy", "--region", region, ...args], {
    cwd: copyService(),
    env: {
      PATH: dirname(process.execPath),
      HOME: temporaryFolder(),
      CI: "true",
      AWS_ACCESS_KEY_ID: "deployer",
      AWS_SECRET_ACCESS_KEY: "deployer",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL: endpoint,
      // It looks for the stack's events every 5 s where nothing is said.
      SLS_AWS_MONITORING_FREQUENCY: "50",
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  await once(child, "close");
  return { exitCode: child.exitCode, output };
}

/** Runs a deployed function: the code that was uploaded, with the variables that the template gives it and what Lambda adds. */
async function startDeployed(
  { endpoint, cloud }: FreshAccount,
  logicalId: string,
  lines: string[],
): Promise<LambdaProcess> {
  const deployed = cloud.functions.get(logicalId);
  const s3 = new S3Client({ endpoint: endpoint.url, region, forcePathStyle: true });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: deployed?.code.bucket, Key: deployed?.code.key }));
  const { folder } = unzipInto(temporaryFolder(), await Body?.transformToByteArray());
  return createLambdaProcess({
    entry: join(folder, `${deployed?.handler.replace(/\.handler$/, "")}.mjs`),
    environment: {
      ...deployed?.environment,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: "function",
      AWS_SECRET_ACCESS_KEY: "function",
      AWS_ENDPOINT_URL: endpoint.url,
    },
    timeoutMs: 30_000,
    onLine: (line) => lines.push(line),
  });
}

describe("sls deploy into a fresh account", () => {
  let account: FreshAccount;

  beforeAll(async () => {
    account = await openAccount();
  });

  afterAll(async () => {
    await account.stop();
  });

  it("completes, and its functions deliver and enqueue with the template's variables alone", async () => {
    const { stack, endpoint, cloud } = account;
    const { exitCode, output } = await deploy(
      endpoint.url,
      "--stage",
      "dev",
      `--param=COINBASE_API_URL=${stack.environment["COINBASE_API_URL"]}`,
      `--param=ASSISTANT_API_URL=${stack.environment["ASSISTANT_API_URL"]}`,
    );
    expect(exitCode, `${output}\n${cloud.calls.join(" ")}`).toBe(0);

    const lines: string[] = [];
    const prompts = await startDeployed(account, "PromptsLambdaFunction", lines);
    const api = await startDeployed(account, "ApiLambdaFunction", lines);
    try {
      const good = payload();
      const answer = await prompts.invoke(sqsEvent(sqsRecord(good)));
      expect(answer, lines.join("\n")).toEqual({ batchItemFailures: [] });
      expect(stack.inbox.messages, lines.join("\n")).toMatchObject([{ correlationId: good["correlation_id"] }]);

      const accepted = await api.invoke(
        httpApiEvent(JSON.stringify({ product_id: "ETH-USD", prompt: "trend_analysis" })),
      );
      expect(accepted, lines.join("\n")).toMatchObject({ statusCode: 202 });
      const sqs = new SQSClient({ endpoint: endpoint.url, region });
      const { Messages: messages } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: cloud.ids.get("PromptQueue"), WaitTimeSeconds: 1 }),
      );
      expect(messages?.[0]?.Body).toContain('"product_id":"ETH-USD"');
    } finally {
      await Promise.all([prompts.stop(), api.stop()]);
    }
  }, 120_000);
});

describe("sls deploy into an account without a parameter of the platform's", () => {
  it("fails with the parameter's name", async () => {
    const account = await openAccount(["cache-table-name"]);
    try {
      const { exitCode, output } = await deploy(account.endpoint.url, "--stage", "dev");
      expect(exitCode).not.toBe(0);
      expect(output).toContain("[ssm:/trader/dev/cache-table-name] cannot be found");
    } finally {
      await account.stop();
    }
  }, 120_000);
});
