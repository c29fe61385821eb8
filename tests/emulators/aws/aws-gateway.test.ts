import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECSClient, ListTasksCommand } from "@aws-sdk/client-ecs";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  GetQueueUrlCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type AwsRoute, startAwsGateway } from "../../../src/emulators/aws/aws-gateway.ts";
import type { HttpRequest } from "../../../src/emulators/http-server.ts";
import { type Stack, startStack } from "../../../src/emulators/stack.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { startRawServer } from "../../support/upstreams/raw-server.ts";

const credentials = { accessKeyId: "local-id", secretAccessKey: "local-secret" };
const region = "us-east-2";

async function gatewayOf(routes: Readonly<Record<string, AwsRoute>>): Promise<string> {
  const gateway = await startAwsGateway(routes);
  onTestFinished(() => gateway.stop());
  return gateway.url;
}

function closing<T extends { destroy(): void }>(client: T): T {
  onTestFinished(() => client.destroy());
  return client;
}

describe("the one AWS endpoint of the stack", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ market: null });
  });
  afterAll(() => stack.stop());

  const options = () => ({ region, credentials, endpoint: stack.awsUrl });

  it("finds the queue by the name of stage local, and passes messages through", async () => {
    const sqs = closing(new SQSClient(options()));
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "trader-data-llm-local-prompts" }));
    expect(new URL(QueueUrl ?? "").pathname).toBe(new URL(stack.queueUrl).pathname);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "größer" }));
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: stack.queueUrl }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(["größer"]);
  });

  it("serves a client that knows AWS_ENDPOINT_URL only, also where it goes by the queue's URL", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", stack.awsUrl);
    const sqs = closing(new SQSClient({ region, credentials }));
    // The SDK says that it follows the queue's URL.
    vi.spyOn(console, "warn").mockReturnValue();
    const sent = await sqs.send(new SendMessageCommand({ QueueUrl: stack.dlqUrl, MessageBody: "here" }));
    const letters = await stack.readDeadLetters();
    expect(letters.map(({ messageId }) => messageId)).toContain(sent.MessageId);
  });

  it("hands on a service's errors as they are", async () => {
    const sqs = closing(new SQSClient(options()));
    const asking = sqs.send(new GetQueueUrlCommand({ QueueName: "nowhere" }));
    await expect(asking).rejects.toBeInstanceOf(QueueDoesNotExist);
  });

  it("passes large binary objects through both ways", async () => {
    const s3 = closing(new S3Client({ ...options(), forcePathStyle: true }));
    const Body = randomBytes(5_000_000);
    const object = { Bucket: "trader-data", Key: "a folder/ünï.bin" };
    await s3.send(new PutObjectCommand({ ...object, Body }));
    const read = await s3.send(new GetObjectCommand(object));
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
    expect((await s3.send(new GetObjectCommand({ ...object, Range: "bytes=0-3" }))).ContentLength).toBe(4);
  });

  it("knows the state table by the name of stage local", async () => {
    const dynamodb = closing(new DynamoDBClient(options()));
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: "trader-data-llm-local-state" }));
    expect(Table?.KeySchema).toEqual([{ AttributeName: "id", KeyType: "HASH" }]);
  });

  it("reads the service from a presigned URL too", async () => {
    await stack.putObject("presigned.txt", "hello");
    const query = `X-Amz-Credential=${encodeURIComponent("KEY/20261123/us-east-2/s3/aws4_request")}&X-Amz-Expires=60`;
    const response = await fetch(`${stack.awsUrl}/trader-data/presigned.txt?${query}`);
    expect([response.status, await response.text()]).toEqual([200, "hello"]);
  });

  it("answers 501 for a service that it has none of, and names it", async () => {
    const ecs = closing(new ECSClient({ ...options(), maxAttempts: 1 }));
    await expect(ecs.send(new ListTasksCommand({}))).rejects.toMatchObject({
      name: "NotImplemented",
      message: "There is no service ecs here; there are dynamodb, iam, lambda, s3, sqs, ssm",
      $metadata: { httpStatusCode: 501 },
    });
    const unsigned = await fetch(stack.awsUrl, { method: "POST", body: "x" });
    expect([unsigned.status, await unsigned.json()]).toMatchObject([
      501,
      { message: expect.stringContaining("The request is not signed, so it names no service") },
    ]);
  });
});

it("lets a handler answer in this process", async () => {
  const asked: HttpRequest[] = [];
  const endpoint = await gatewayOf({
    ssm: (request) => {
      asked.push(request);
      return { status: 200, body: { Parameters: [{ Name: "/x", Value: "1" }], InvalidParameters: [] } };
    },
  });
  const ssm = closing(new SSMClient({ region, credentials, endpoint }));
  const { Parameters } = await ssm.send(new GetParametersCommand({ Names: ["/x"] }));
  expect(Parameters).toEqual([{ Name: "/x", Value: "1" }]);
  expect(asked.map(({ body }) => body)).toEqual(['{"Names":["/x"]}']);
});

it("takes no route from what only looks like one", async () => {
  const endpoint = await gatewayOf({ ssm: () => ({ status: 200 }) });
  for (const service of ["toString", "__proto__", "constructor", ""]) {
    const authorization = `AWS4-HMAC-SHA256 Credential=KEY/20261123/us-east-2/${service}/aws4_request, Signature=0`;
    expect((await fetch(endpoint, { headers: { authorization } })).status).toBe(501);
  }
});

it("answers 502 where a service's server can't be reached, also to a large body", async () => {
  const endpoint = await gatewayOf({ s3: { url: await deadUrl() } });
  const s3 = closing(new S3Client({ region, credentials, endpoint, forcePathStyle: true, maxAttempts: 1 }));
  const put = new PutObjectCommand({ Bucket: "b", Key: "k", Body: randomBytes(5_000_000) });
  await expect(s3.send(put)).rejects.toMatchObject({ $metadata: { httpStatusCode: 502 } });
});

it("cuts the connection where a service's server ends in the middle of its answer", async () => {
  const url = await startRawServer("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this");
  const endpoint = await gatewayOf({ s3: { url } });
  const authorization = "AWS4-HMAC-SHA256 Credential=KEY/20261123/us-east-2/s3/aws4_request, Signature=0";
  const response = await fetch(endpoint, { headers: { authorization } });
  await expect(response.text()).rejects.toThrow("terminated");
});
