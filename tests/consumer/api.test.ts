import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type * as apiFunction from "../../src/consumer/api.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type QueueAndBucket, startQueueAndBucket } from "../../src/local/queue-and-bucket.ts";
import { httpApiEvent } from "../support/http-api-event.ts";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

const aws = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

describe("the api function", () => {
  let queue: QueueAndBucket;
  let client: SQSClient;
  let handler: typeof apiFunction.handler;

  beforeAll(async () => {
    queue = await startQueueAndBucket({ queueName: "prompts", dlqName: "prompts-dlq", bucketName: "trader-data", aws });
    client = new SQSClient({ ...aws, endpoint: queue.url });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SQS: queue.url,
      PROMPT_QUEUE_URL: queue.queueUrl,
      REGION: aws.region,
      LOG_LEVEL: "info",
    });
    vi.resetModules();
    ({ handler } = await import("../../src/consumer/api.ts"));
  });

  beforeEach(() => {
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
  });

  afterAll(async () => {
    client.destroy();
    await queue.stop();
  });

  async function post(body: string | undefined, fields: Partial<APIGatewayProxyEventV2> = {}) {
    const answer = await handler(httpApiEvent(body, fields));
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? "") as unknown };
  }

  async function receive(): Promise<unknown> {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: queue.queueUrl }));
    return Messages.map((message) => JSON.parse(message.Body ?? "") as unknown);
  }

  it("puts a request on the queue and answers 202 with its correlation id", async () => {
    const request = { correlation_id: "abc-123", product_id: "BTC-USD", prompt: "trend_analysis" };
    expect(await post(JSON.stringify(request))).toEqual({ status: 202, body: { correlation_id: "abc-123" } });
    expect(await receive()).toEqual([request]);
  });

  it("gives a request without a correlation id one of its own", async () => {
    const { status, body } = await post(JSON.stringify({ product_id: "ETH-USD", prompt: "trend_analysis" }));
    expect(status).toBe(202);
    expect(body).toEqual({ correlation_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(await receive()).toEqual([expect.objectContaining(Object(body))]);
  });

  it("reads a body that the gateway encoded in base64", async () => {
    const request = { correlation_id: "b64", product_id: "BTC-USD", prompt: "trend_analysis" };
    const body = Buffer.from(JSON.stringify(request)).toString("base64");
    expect(await post(body, { isBase64Encoded: true })).toMatchObject({ status: 202 });
    expect(await receive()).toEqual([request]);
  });

  it("answers 400 with every problem", async () => {
    const { status, body } = await post(JSON.stringify({ product_id: 7, prompt: "nope", correlation_id: "a b" }));
    expect(status).toBe(400);
    expect(body).toEqual({
      error: "PAYLOAD_INVALID",
      problems: [
        expect.stringContaining('correlation_id is "a b"'),
        expect.stringContaining("product_id is a number"),
        expect.stringContaining('prompt is "nope"'),
      ],
    });
  });

  it.each([
    ["nothing", undefined, "PAYLOAD_NOT_JSON"],
    ["text", "BTC-USD", "PAYLOAD_NOT_JSON"],
    ["a list", "[]", "PAYLOAD_INVALID"],
    ["null", "null", "PAYLOAD_INVALID"],
  ])("answers 400 to a body of %s", async (_name, body, code) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { error: code } });
  });
});

describe("the api function without its queue", () => {
  beforeEach(() => {
    vi.resetModules();
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
  });

  const request = JSON.stringify({ product_id: "BTC-USD", prompt: "trend_analysis" });

  it("answers 503 and no more when the queue can't take a request", async () => {
    vi.stubEnv("PROMPT_QUEUE_URL", "http://127.0.0.1:2/000000000000/prompts");
    vi.stubEnv("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:2");
    const { handler } = await import("../../src/consumer/api.ts");
    const answer = await handler(httpApiEvent(request));
    expect(answer).toMatchObject({ statusCode: 503, body: '{"error":"QUEUE_UNAVAILABLE"}' });
  });

  it("answers 500 and no more when it is not configured", async () => {
    vi.stubEnv("PROMPT_QUEUE_URL", "");
    const { handler } = await import("../../src/consumer/api.ts");
    const answer = await handler(httpApiEvent(request));
    expect(answer).toMatchObject({ statusCode: 500, body: '{"error":"CONFIGURATION_INVALID"}' });
  });
});
