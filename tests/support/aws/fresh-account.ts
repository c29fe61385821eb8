import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { startAwsGateway } from "../../../src/emulators/aws/aws-gateway.ts";
import type { RunningHttpServer } from "../../../src/emulators/http-server.ts";
import type { LambdaCode } from "../../../src/emulators/lambda/lambda-code.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { startStack, type Stack } from "../../../src/emulators/stack.ts";
import { type CloudFormationServer, createCloudFormationServer } from "./cloudformation-server.ts";
import { copyService, slsCommand, unzipInto } from "./packaged-service.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { startSsmServer } from "./ssm-server.ts";

/** Where the account is deployed to. */
export const region = "eu-central-1";

/** An account that has what the platform owns, and nothing of ours. */
export interface FreshAccount {
  readonly stack: Stack;
  readonly endpoint: RunningHttpServer;
  readonly cloud: CloudFormationServer;
  stop(): Promise<void>;
}

/** Opens an account; parameters that are `missing` were never put. */
export async function openAccount(missing: readonly string[] = []): Promise<FreshAccount> {
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
export async function deploy(
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

/** A function as it was deployed: the code that was uploaded, unzipped, and the variables that the template gives it. */
export interface DeployedFunction {
  readonly code: LambdaCode;
  readonly environment: Readonly<Record<string, string>>;
}

/** Fetches a deployed function by its id in the template. */
export async function fetchDeployed({ endpoint, cloud }: FreshAccount, logicalId: string): Promise<DeployedFunction> {
  const deployed = cloud.functions.get(logicalId);
  if (deployed === undefined) throw new Error(`${logicalId} was not deployed`);
  const s3 = new S3Client({ endpoint: endpoint.url, region, forcePathStyle: true });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: deployed.code.bucket, Key: deployed.code.key }));
  const { folder } = unzipInto(temporaryFolder(), await Body?.transformToByteArray());
  return { code: { taskRoot: folder, handler: deployed.handler }, environment: deployed.environment };
}
