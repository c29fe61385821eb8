import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startAwsGateway } from "../../src/emulators/aws/aws-gateway.ts";
import type { HttpHandler, RunningHttpServer } from "../../src/emulators/http-server.ts";
import { createParameterStore } from "../../src/emulators/aws/parameter-store.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { type Stack, startStack } from "../../src/emulators/stack.ts";
import { type CloudFormationServer, createCloudFormationServer } from "../support/aws/cloudformation-server.ts";
import { copyService, slsCommand } from "../support/aws/packaged-service.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const region = "eu-central-1";

/** Lambda, as far as the framework asks it: whether its function is newer than what was uploaded. */
const lambda: HttpHandler = ({ method, path }) =>
  method === "GET" && path.startsWith("/2015-03-31/functions/")
    ? { status: 200, body: { Configuration: { LastModified: new Date().toISOString() } } }
    : { status: 404, body: {} };

describe("sls deploy over a deployed stage", () => {
  const parameters: Record<string, string> = {
    "/trader/dev/data-collection-bucket-name": "first-bucket",
    "/trader/dev/cache-table-name": "first-cache",
    "/trader/dev/auth0-oauth-url": "https://tenant.auth0.com/oauth/token",
  };
  let stack: Stack;
  let cloud: CloudFormationServer;
  let gateway: RunningHttpServer;
  let folder = "";

  beforeAll(async () => {
    stack = await startStack({ market: createSampleMarket() });
    const of = (name: string) => ({ url: stack.environment[name] ?? "" });
    const services = {
      sqs: of("AWS_ENDPOINT_URL_SQS"),
      s3: of("AWS_ENDPOINT_URL_S3"),
      dynamodb: of("AWS_ENDPOINT_URL_DYNAMODB"),
    };
    const emulators = await startAwsGateway(services);
    cloud = createCloudFormationServer({
      awsUrl: emulators.url,
      region,
      accountId: "123456789012",
      stackName: "trader-data-llm-dev",
      ssmParameters: parameters,
    });
    const ssm = createParameterStore((name) => {
      const value = parameters[name];
      return value === undefined ? undefined : { value, type: "String" };
    });
    gateway = await startAwsGateway({
      ...services,
      lambda,
      ssm,
      cloudformation: cloud.cloudformation,
      sts: cloud.sts,
    });
    folder = copyService();
  });
  afterAll(async () => {
    await gateway.stop();
    await stack.stop();
  });

  async function deploy(): Promise<string> {
    const child = spawn(process.execPath, [slsCommand, "deploy", "--region", region, "--stage", "dev"], {
      cwd: folder,
      env: {
        PATH: dirname(process.execPath),
        HOME: temporaryFolder(),
        CI: "true",
        AWS_ACCESS_KEY_ID: "deployer",
        AWS_SECRET_ACCESS_KEY: "deployer",
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_ENDPOINT_URL: gateway.url,
        SLS_AWS_MONITORING_FREQUENCY: "50",
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    await once(child, "close");
    expect(child.exitCode, output).toBe(0);
    return output;
  }

  it("is skipped where nothing changed, and made where a parameter that a role names holds another value", async () => {
    await deploy();
    expect(JSON.stringify(cloud.roles.get("PromptsRole"))).toContain("arn:aws:s3:::first-bucket/insights/*");
    expect(await deploy()).toContain("No changes to deploy");

    parameters["/trader/dev/data-collection-bucket-name"] = "second-bucket";
    expect(await deploy()).toContain("/trader/dev/data-collection-bucket-name in SSM differs from what is deployed");
    const role = JSON.stringify(cloud.roles.get("PromptsRole"));
    expect(role).toContain("arn:aws:s3:::second-bucket/insights/*");
    expect(role).not.toContain("first-bucket");
    expect(await deploy()).toContain("No changes to deploy");
  }, 240_000);
});
