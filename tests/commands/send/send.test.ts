import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readMessage } from "../../../src/consumer/events/read-payload.ts";
import { startAwsProxy } from "../../../chaos/aws-proxy.ts";
import type { Fault, HttpRequest } from "../../../src/emulators/http-server.ts";
import { send } from "../../../src/commands/send/send.ts";
import { type Stack, startStack } from "../../../src/emulators/stack.ts";
import { noAwsProfile } from "../../support/aws/aws-environment.ts";
import { runCaptured } from "../../support/commands/captured-terminal.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { runCommandLine } from "../../support/commands/run-command-line.ts";

const run = async (args: readonly string[]) => await runCommandLine(args, noAwsProfile, "send");

describe("npm run send", () => {
  let stack: Stack;
  let here: readonly string[];
  beforeEach(async () => {
    stack = await startStack({ market: null });
    here = ["--stage", "local", "--endpoint", stack.awsUrl];
  });
  afterEach(() => stack.stop());

  const received = async (): Promise<readonly { readonly id: string; readonly body: string }[]> => {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const client = new SQSClient({ region: "us-east-2", credentials, endpoint: stack.awsUrl });
    const ask = new ReceiveMessageCommand({ QueueUrl: stack.queueUrl, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await client.send(ask);
    client.destroy();
    return Messages.map(({ MessageId: id = "", Body: body = "" }) => ({ id, body }));
  };

  it("puts a request on the stage's queue, and says how to ask what became of it", async () => {
    const { exitCode, stdout, stderr } = await run(["BTC-USD", "--correlation-id", "first-1", ...here]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const [message] = await received();
    expect(readMessage(message?.body ?? "").payload).toEqual({
      correlation_id: "first-1",
      product_id: "BTC-USD",
      prompt: "trend_analysis",
    });
    const queue = "queue trader-data-llm-local-prompts";
    expect(stdout.split("\n")).toEqual([
      `Stage local, region us-east-2, ${queue}, at ${stack.awsUrl}`,
      `Sent BTC-USD, trend_analysis: correlation id first-1, message ${message?.id}`,
      "",
      "It is not waited for. What became of it, in a while:",
      "",
      `  npm run why -- first-1 --stage local --endpoint ${stack.awsUrl}`,
      `  npm run dlq -- list --stage local --endpoint ${stack.awsUrl}`,
      "",
    ]);
  });

  it("sends a message for each product, with --json one object on standard output for each", async () => {
    const { exitCode, stdout, stderr } = await run(["BTC-USD", "ETH-USD", "--channel", "desk", "--json", ...here]);
    expect(exitCode).toBe(0);
    const told = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    const messages = await received();
    expect(told).toEqual(
      messages.map(({ id, body }) => ({
        message_id: id,
        ...readMessage(body).payload,
        stage: "local",
        region: "us-east-2",
        queue: "trader-data-llm-local-prompts",
      })),
    );
    expect(told).toMatchObject([
      { product_id: "BTC-USD", channel: "desk", correlation_id: expect.stringMatching(/^send-[0-9a-f-]{36}$/) },
      { product_id: "ETH-USD", channel: "desk" },
    ]);
    expect(stderr).toMatch(/^Stage local, region us-east-2/);
  });

  it("touches nothing without a stage, and says so in one line", async () => {
    const refused = await run(["BTC-USD", "--endpoint", stack.awsUrl]);
    expect([refused.exitCode, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toMatch(/^--stage is missing: name the deployment[^\n]*\n$/);
    expect(await received()).toEqual([]);
    const helped = await run(["--help"]);
    expect([helped.exitCode, helped.stderr]).toEqual([0, ""]);
    expect(helped.stdout).toMatch(/^Usage: npm run send/);
  });

  it.each([
    { options: ["--stage", "prod"], missing: "trader-data-llm-prod-prompts in us-east-2" },
    { options: ["--stage", "local", "--region", "eu-west-1"], missing: "trader-data-llm-local-prompts in eu-west-1" },
  ])("says in one line that there is no such queue: $missing", async ({ options, missing }) => {
    const { exitCode, stderr } = await run(["BTC-USD", ...options, "--endpoint", stack.awsUrl]);
    expect([exitCode, stderr]).toEqual([
      1,
      `SQS at ${stack.awsUrl} has no queue ${missing} for this account: is the stage deployed there (--stage, --region)?\n`,
    ]);
  });

  const behindProxy = async (fault: (request: HttpRequest) => Fault | undefined, products: readonly string[]) => {
    const proxy = await startAwsProxy({ target: () => stack.awsUrl, queueSpeed: 1, fault });
    const outcome = await runCaptured(send, [...products, "--stage", "local", "--endpoint", proxy.url]);
    await proxy.stop();
    return { ...outcome, url: proxy.url };
  };

  it("groups messages by product, as the api function does", async () => {
    const groups: unknown[] = [];
    const { exitCode } = await behindProxy(
      ({ headers, body }) => {
        if (headers["x-amz-target"] === "AmazonSQS.SendMessage") groups.push(JSON.parse(body).MessageGroupId);
        return undefined;
      },
      ["BTC-USD", "ETH-USD"],
    );
    expect([exitCode, groups]).toEqual([0, ["BTC-USD", "ETH-USD"]]);
  });

  it("says in one line which right is missing, and which messages were sent before", async () => {
    const denied = { kind: "status", status: 403, body: { __type: "com.amazonaws.sqs#AccessDenied" } } as const;
    const { failure, printed, url } = await behindProxy(
      ({ body }) => (body.includes("ETH-USD") ? denied : undefined),
      ["BTC-USD", "ETH-USD", "SOL-USD"],
    );
    expect(failure).toMatch(
      `SQS at ${url} denied access to queue trader-data-llm-local-prompts (AccessDenied): it takes sqs:SendMessage on`,
    );
    expect(printed.filter((line) => line.startsWith("Sent"))).toEqual([expect.stringContaining("BTC-USD")]);
    expect((await received()).map(({ body }) => readMessage(body).payload.product_id)).toEqual(["BTC-USD"]);
  });

  it("sends nothing more once it is interrupted", async () => {
    const signal = AbortSignal.abort();
    expect(await runCaptured(send, ["BTC-USD", ...here], { signal })).toMatchObject({ exitCode: 1 });
    expect(await received()).toEqual([]);
  });
});

it("says in one line that nobody answers, or that there are no credentials", async () => {
  const dead = await run(["BTC-USD", "--stage", "dev", "--endpoint", await deadUrl()]);
  expect([dead.exitCode, dead.stderr]).toEqual([1, "SQS at http://127.0.0.1:2 can't be reached: ECONNREFUSED\n"]);
  const without = await run(["BTC-USD", "--stage", "dev"]);
  expect(without.exitCode).toBe(1);
  expect(without.stderr.trimEnd().split("\n")).toEqual([expect.stringContaining("no usable AWS credentials")]);
});
