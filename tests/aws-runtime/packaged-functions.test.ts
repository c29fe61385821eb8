import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FunctionName } from "../../src/platform/config/settings.ts";
import type { Template } from "../support/aws/cloudformation-template.ts";
import { httpApiEvent } from "../support/events/http-api-event.ts";
import { type PackagedService, packageService } from "../support/aws/packaged-service.ts";
import { payload, sqsEvent, sqsRecord } from "../support/events/sqs-event.ts";
import { type AwsFunction, startAwsFunction } from "./aws-function.ts";
import { configurationOf, type PackagedSetup, startPackagedSetup } from "./packaged-setup.ts";

const logicalIds = { prompts: "PromptsLambdaFunction", api: "ApiLambdaFunction" } as const;

let setup: PackagedSetup;
let packaged: PackagedService;
let template: Template;
let running: AwsFunction | undefined;

beforeAll(async () => {
  setup = await startPackagedSetup();
  const urls = ["COINBASE_API_URL", "ASSISTANT_API_URL"].map((name) => `${name}=${setup.stack.environment[name]}`);
  packaged = packageService("dev", ...urls);
  if (packaged.exitCode !== 0) throw new Error(packaged.output);
  template = packaged.template;
}, 120_000);

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

afterAll(async () => {
  await setup.stop();
});

/** Starts a function of the template from its zip, unzipped into an empty folder. */
async function start(
  name: FunctionName,
  { change = () => undefined, without = [] }: StartOptions = {},
): Promise<AwsFunction> {
  const logicalId = logicalIds[name];
  const { handler, ...configured } = configurationOf(template, logicalId);
  const { folder } = packaged.unzip(name);
  change(folder);
  const given = Object.entries(setup.variablesFor(template, logicalId)).filter(([each]) => !without.includes(each));
  const code = { taskRoot: folder, handler };
  running = await startAwsFunction({ code, variables: Object.fromEntries(given), aws: setup.aws, ...configured });
  return running;
}

interface StartOptions {
  /** Changes the unzipped package. */
  readonly change?: (folder: string) => void;
  /** Variables that are left out. */
  readonly without?: readonly string[];
}

function putFolderBeside(handlerPath: string): (folder: string) => void {
  return (folder) => {
    mkdirSync(join(folder, handlerPath));
    writeFileSync(join(folder, handlerPath, "chunk.mjs"), "export {};");
  };
}

describe("the packaged prompts function under AWS's client", () => {
  it("answers a batch and delivers its insight, as the model wrote it", async () => {
    const lambda = await start("prompts");
    const body = payload();
    const answer = await lambda.invoke(sqsEvent(sqsRecord(body)));
    expect(answer, lambda.output()).toEqual({ kind: "response", result: { batchItemFailures: [] } });
    const received = setup.stack.inbox.messages.filter((each) => each.correlationId === body["correlation_id"]);
    expect(received, lambda.output()).toHaveLength(1);
    expect(received[0]?.message).toContain("BTC-USD last closed at");
    expect(lambda.output()).toContain('"outcome":"insight"');
  });

  it("answers one event after the other", async () => {
    const lambda = await start("prompts");
    for (const productId of ["ETH-USD", "SOL-USD"]) {
      const answer = await lambda.invoke(sqsEvent(sqsRecord(payload({ product_id: productId }))));
      expect(answer, lambda.output()).toEqual({ kind: "response", result: { batchItemFailures: [] } });
    }
  });

  it("describes a start that fails as an error that names what is missing", async () => {
    const lambda = await start("prompts", { without: ["STATE_TABLE_NAME"] });
    const answer = await lambda.invoke(payload());
    expect(answer, lambda.output()).toMatchObject({
      kind: "error",
      error: {
        errorType: "CONFIGURATION_INVALID",
        errorMessage: expect.stringContaining("STATE_TABLE_NAME is not set"),
      },
    });
  });
});

describe("the packaged api function under AWS's client", () => {
  it("answers 202 and puts the message on the queue", async () => {
    const lambda = await start("api");
    const answer = await lambda.invoke(
      httpApiEvent(JSON.stringify({ product_id: "ETH-USD", prompt: "trend_analysis" })),
    );
    expect(answer, lambda.output()).toMatchObject({ kind: "response", result: { statusCode: 202 } });
    const client = new SQSClient({
      region: "us-east-1",
      endpoint: setup.stack.environment["AWS_ENDPOINT_URL_SQS"] ?? "",
      useQueueUrlAsEndpoint: false,
    });
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: setup.stack.queueUrl, WaitTimeSeconds: 1 }),
    );
    client.destroy();
    expect(Messages.map(({ Body }) => Body)).toEqual([expect.stringContaining('"product_id":"ETH-USD"')]);
  });

  it("describes a start that fails as an error of the server, and its log what is missing", async () => {
    const lambda = await start("api", { without: ["PROMPT_QUEUE_URL"] });
    const answer = await lambda.invoke(httpApiEvent("{}"));
    expect(answer, lambda.output()).toMatchObject({ kind: "response", result: { statusCode: 500 } });
    expect(lambda.output()).toContain("PROMPT_QUEUE_URL is not set");
  });
});

describe.each(["prompts", "api"] as const)("the packaged %s function that does not start", (name) => {
  it("is reported where a folder of the handler's name stands beside it", async () => {
    const lambda = await start(name, { change: putFolderBeside(`src/consumer/${name}`) });
    expect(await lambda.invoke({ Records: [] }), lambda.output()).toMatchObject({
      kind: "init_error",
      error: { errorMessage: expect.stringContaining(`src/consumer/${name}' is not supported`) },
    });
  });

  it("is reported where its code throws while it is loaded", async () => {
    const breakIt = (folder: string): void =>
      writeFileSync(join(folder, `src/consumer/${name}.mjs`), 'throw new RangeError("it broke at the start");');
    const lambda = await start(name, { change: breakIt });
    expect(await lambda.invoke({ Records: [] }), lambda.output()).toMatchObject({
      kind: "init_error",
      error: { errorType: "RangeError", errorMessage: "it broke at the start" },
    });
  });
});
