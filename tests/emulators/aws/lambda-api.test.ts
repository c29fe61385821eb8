import { httpApiEvent } from "../../support/events/http-api-event.ts";
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../../src/emulators/stack.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";

const prompts = "trader-data-llm-local-prompts";
const api = "trader-data-llm-local-api";

describe("the Lambda API of the embedded stack", () => {
  let stack: Stack;
  let lambda: LambdaClient;

  beforeAll(async () => {
    const parameters = { "/trader/local/key": { value: "the-key", type: "SecureString" } } as const;
    stack = await startStack({ market: createSampleMarket(), parameters });
    lambda = new LambdaClient({ region: "us-east-2", endpoint: stack.awsUrl, maxAttempts: 1 });
  });
  afterAll(async () => {
    lambda.destroy();
    await stack.stop();
  });

  const configurationOf = async (FunctionName: string) =>
    await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));

  const mappingsOf = async (FunctionName: string) =>
    (await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }))).EventSourceMappings;

  it("describes a function's configuration, without the variables of the AWS SDK", async () => {
    const { Environment, ...configuration } = await configurationOf(prompts);
    expect(configuration).toMatchObject({ State: "Active", LastUpdateStatus: "Successful", Timeout: 90 });
    const own = Object.entries(stack.environment).filter(([name]) => !name.startsWith("AWS_"));
    expect(Environment?.Variables).toEqual(Object.fromEntries(own));
    expect(own.length).toBeGreaterThan(10);
  });

  it("gives the function behind the HTTP API no secret", async () => {
    const { Environment } = await configurationOf(api);
    expect(Object.keys(Environment?.Variables ?? {}).toSorted()).toEqual([
      "ASSISTANT_CHANNEL",
      "DEPLOY_ENV",
      "LOG_LEVEL",
      "PROMPT_QUEUE_URL",
      "REGION",
    ]);
  });

  it("knows no other function", async () => {
    await expect(configurationOf("trader-data-llm-dev-prompts")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: expect.stringContaining("trader-data-llm-dev-prompts"),
    });
  });

  it("says what feeds a function", async () => {
    expect(await mappingsOf(prompts)).toMatchObject([
      {
        EventSourceArn: `arn:aws:sqs:us-east-2:000000000000:${prompts}`,
        State: "Enabled",
        BatchSize: 10,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      },
    ]);
    expect(await mappingsOf(api)).toEqual([]);
  });

  const invoke = async (FunctionName: string, event: unknown) => {
    const command = new InvokeCommand({ FunctionName, LogType: "Tail", Payload: JSON.stringify(event) });
    const { StatusCode, FunctionError, Payload, LogResult } = await lambda.send(command);
    const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString());
    return { StatusCode, FunctionError, answer, log: Buffer.from(LogResult ?? "", "base64").toString() };
  };

  it("runs a function for real", async () => {
    expect(await invoke(prompts, { Records: [] })).toMatchObject({
      StatusCode: 200,
      FunctionError: undefined,
      answer: { batchItemFailures: [] },
    });
    const body = JSON.stringify({ product_id: "BTC-USD", prompt: "trend_analysis", correlation_id: "by-invoke" });
    const { answer, log } = await invoke(api, httpApiEvent(body));
    expect(answer, log).toMatchObject({ statusCode: 202 });
    expect(log).toContain('"event":"request_enqueued"');
  }, 30_000);

  it("says what a function threw as Lambda does", async () => {
    const { StatusCode, FunctionError, answer } = await invoke(prompts, { product_id: "nonsense" });
    expect([StatusCode, FunctionError]).toEqual([200, "Unhandled"]);
    expect(answer).toMatchObject({
      errorMessage: expect.stringContaining("product_id"),
      errorType: expect.any(String),
    });
  }, 30_000);

  it("takes an event that is no JSON for no event, and knows no other function", async () => {
    await expect(lambda.send(new InvokeCommand({ FunctionName: prompts, Payload: "{" }))).rejects.toMatchObject({
      name: "InvalidRequestContentException",
    });
    await expect(invoke("trader-data-llm-dev-api", {})).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("answers nothing else", async () => {
    const headers = { authorization: "AWS4-HMAC-SHA256 Credential=k/20261123/us-east-2/lambda/aws4_request" };
    for (const [method, path] of [
      ["GET", "/2015-03-31/functions"],
      ["POST", `/2015-03-31/functions/${prompts}/configuration`],
    ] as const) {
      const response = await fetch(stack.awsUrl + path, { method, headers });
      expect([response.status, response.headers.get("x-amzn-errortype")]).toEqual([404, "UnknownOperationException"]);
    }
  });

  it("stands beside SSM, which the function's variables point to", async () => {
    const ssm = new SSMClient({ region: "us-east-2", endpoint: stack.environment["AWS_ENDPOINT_URL_SSM"] ?? "" });
    const names = { Names: ["/trader/local/key"], WithDecryption: true };
    const { Parameters } = await ssm.send(new GetParametersCommand(names));
    expect(Parameters?.map(({ Value }) => Value)).toEqual(["the-key"]);
    ssm.destroy();
  });
});
