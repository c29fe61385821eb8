import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { type Stack, startStack } from "../../src/emulators/stack.ts";
import { createCoinbaseCandles } from "../../src/market/coinbase/coinbase-candles.ts";
import { loadPromptsConfig } from "../../src/platform/config/config.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { stubNoAwsCredentials } from "../support/aws/aws-environment.ts";

const now = 1_700_049_600_000;

async function requestToken(stack: Stack): Promise<string> {
  const { environment } = stack;
  const response = await fetch(environment["AUTH0_OAUTH_URL"] ?? "", {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: environment["AUTH0_ASSISTANT_CLIENT_ID"] ?? "",
      client_secret: environment["AUTH0_ASSISTANT_CLIENT_SECRET"] ?? "",
      audience: environment["AUTH0_ASSISTANT_AUDIENCE"] ?? "",
    }),
  });
  return z.parse(z.object({ access_token: z.string() }), await response.json()).access_token;
}

async function postMessage(stack: Stack, message: string): Promise<Response> {
  return await fetch(`${stack.environment["ASSISTANT_API_URL"] ?? ""}/notifications`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await requestToken(stack)}`,
      "x-api-key": stack.environment["ASSISTANT_API_KEY"] ?? "",
      "x-correlation-id": message,
      "content-type": "application/json",
    },
    body: JSON.stringify({ message, webhook_channel: stack.environment["ASSISTANT_CHANNEL"] }),
  });
}

describe("a running stack", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({
      market: createSampleMarket(),
      clock: () => now,
      env: { EXTRA: "1", LOG_LEVEL: "warn" },
    });
  });
  afterAll(() => stack.stop());

  // Clients are made as the function makes them: from the environment alone.
  beforeEach(() => {
    stubNoAwsCredentials();
    for (const [name, value] of Object.entries(stack.environment)) vi.stubEnv(name, value);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("configures the whole function", () => {
    const config = loadPromptsConfig(stack.environment);
    expect(config).toMatchObject({
      logLevel: "warn",
      region: "us-east-2",
      stage: "local",
      bucketName: "trader-data",
      coinbase: { url: stack.exchange?.url, key: null },
      providers: [],
      assistant: { url: stack.inbox.url, channel: "general" },
      auth0: { tokenUrl: stack.tokenServer.tokenUrl },
      cacheTableName: "trader-cache",
      stateTableName: "trader-data-llm-local-state",
      promptQueueUrl: stack.queueUrl,
      promptDlqUrl: stack.dlqUrl,
    });
    expect(stack.environment["EXTRA"]).toBe("1");
  });

  it("points every address to loopback", () => {
    const addresses = Object.values(stack.environment).filter((value) => value.startsWith("http"));
    const elsewhere = addresses.filter((value) => new URL(value).hostname !== "127.0.0.1");
    expect(addresses.length).toBeGreaterThan(9);
    expect(elsewhere, "the audience is a name, nothing is asked there").toEqual(["https://assistant.local"]);
  });

  it("passes a message through the queue to a client that knows the environment only", async () => {
    const sqs = new SQSClient({});
    const warn = vi.spyOn(console, "warn");
    await sqs.send(new SendMessageCommand({ QueueUrl: stack.queueUrl, MessageBody: "{}" }));
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: stack.queueUrl, MaxNumberOfMessages: 10 }),
    );
    expect(Messages?.map(({ Body }) => Body)).toEqual(["{}"]);
    expect(warn, "the SDK complains of a queue on another host").not.toHaveBeenCalled();
    warn.mockRestore();
    sqs.destroy();
  });

  it("keeps items in both tables for a client that knows the environment only", async () => {
    const client = new DynamoDBClient({});
    for (const [table, key] of [
      ["trader-cache", "cache_key"],
      ["trader-data-llm-local-state", "id"],
    ] as const) {
      const item = { [key]: { S: "one" } };
      await client.send(new PutItemCommand({ TableName: table, Item: item }));
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: item }));
      expect(Item).toEqual(item);
    }
    client.destroy();
  });

  it("keeps objects for a client that knows the environment only", async () => {
    const s3 = new S3Client({});
    await s3.send(new PutObjectCommand({ Bucket: "trader-data", Key: "insights/x.json", Body: "{}" }));
    expect(await stack.readObject("insights/x.json")).toBe("{}");
    expect(await stack.listObjects("insights/")).toEqual(["insights/x.json"]);
    s3.destroy();
  });

  it("reads dead letters", async () => {
    const sqs = new SQSClient({});
    await sqs.send(new SendMessageCommand({ QueueUrl: stack.dlqUrl, MessageBody: "dead" }));
    expect((await stack.readDeadLetters()).map(({ body }) => body)).toEqual(["dead"]);
    sqs.destroy();
  });

  it("refuses at once who asks for parameters", async () => {
    const ssm = new SSMClient({ maxAttempts: 1 });
    await expect(ssm.send(new GetParametersCommand({ Names: ["/x"] }))).rejects.toThrow("ECONNREFUSED 127.0.0.1:2");
    ssm.destroy();
  });

  it("serves candles to the service's own client", async () => {
    const readCandles = createCoinbaseCandles({ url: stack.environment["COINBASE_API_URL"] ?? "", clock: () => now });
    const asOf = now / 1_000;
    const set = await readCandles(
      { productId: "BTC-USD", granularity: "FIVE_MINUTE", startSeconds: asOf - 86_400, endSeconds: asOf },
      createDeadline(30_000),
    );
    expect(set.candles).toEqual(createSampleMarket().candles("BTC-USD", 300, asOf - 86_400, asOf - 300, asOf));
    expect(set.candles).toHaveLength(288);
    expect(stack.exchange?.requestCount).toBe(1);
  });

  it("delivers a message with a token of its own server", async () => {
    expect((await postMessage(stack, "hello")).status).toBe(201);
    expect(await stack.inbox.waitFor("hello")).toMatchObject({ message: "hello", channel: "general" });
    expect(stack.tokenServer.tokenRequestCount).toBe(1);
  });
});

it("makes up its secrets anew at each start, and takes its options along", async () => {
  const received: string[] = [];
  const [first, second] = await Promise.all([
    startStack({ market: null }),
    startStack({
      market: createSampleMarket(),
      env: { LLM_PROVIDERS: undefined },
      honoursIdempotencyKey: false,
      tokenExpiresInSeconds: 60,
      onMessage: ({ message }) => received.push(message),
      faults: { exchange: () => ({ kind: "status", status: 503 }) },
    }),
  ]);
  try {
    const names = ["AUTH0_ASSISTANT_CLIENT_SECRET", "ASSISTANT_API_KEY", "AWS_SECRET_ACCESS_KEY"];
    for (const name of names) expect(first.environment[name]).not.toBe(second.environment[name]);
    expect(first.exchange).toBeNull();
    expect(first.environment).not.toHaveProperty("COINBASE_API_URL");
    expect(first.environment).toHaveProperty("LLM_PROVIDERS", "none");
    expect(second.environment).not.toHaveProperty("LLM_PROVIDERS");
    expect((await fetch(second.exchange?.url ?? "")).status).toBe(503);
    await postMessage(second, "noted");
    expect(received).toEqual(["noted"]);
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
});

it("frees every port when it stops", async () => {
  const stack = await startStack({ market: createSampleMarket() });
  const urls = Object.entries(stack.environment)
    .filter(([name, value]) => value.startsWith("http://") && !name.endsWith("_SSM") && !name.endsWith("_ECS"))
    .map(([, value]) => new URL(value).origin)
    .concat(stack.awsUrl);
  const reachable = async (): Promise<boolean[]> =>
    await Promise.all(
      [...new Set(urls)].map((url) =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      ),
    );
  expect(await reachable()).toEqual([true, true, true, true, true, true]);
  await stack.stop();
  expect(await reachable()).toEqual([false, false, false, false, false, false]);
});
