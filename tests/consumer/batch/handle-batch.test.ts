import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { afterEach, describe, expect, it } from "vitest";
import { composePrompts } from "../../../src/consumer/wiring/compose-prompts.ts";
import { handleBatch } from "../../../src/consumer/batch/handle-batch.ts";
import { type FaultHook, startHttpServer } from "../../../src/emulators/http-server.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { startStack, type Stack, type StackOptions } from "../../../src/emulators/stack.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { ollamaHangs, ollamaSays, type OllamaServer, startOllamaServer } from "../../support/models/ollama-server.ts";
import { payload, sqsRecord } from "../../support/events/sqs-event.ts";
import { withoutFooter } from "../../support/without-footer.ts";
import { promptNames } from "../../../src/prompts/registry.ts";

const started: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

async function start(options: Partial<StackOptions> = {}): Promise<Stack> {
  const stack = await startStack({ market: createSampleMarket(), ...options });
  started.push(stack);
  return stack;
}

async function startModel(): Promise<{ server: OllamaServer; env: Record<string, string> }> {
  const server = await startOllamaServer();
  started.push({ stop: () => server.close() });
  return { server, env: { LLM_PROVIDERS: "ollama", OLLAMA_HOST: server.url, OLLAMA_MODEL: "llama3.2" } };
}

interface BatchRun {
  readonly response: SQSBatchResponse;
  readonly log: string;
}

async function handle(
  stack: Stack,
  records: readonly SQSRecord[],
  { timeMs = 20_000, environment = {} }: { timeMs?: number; environment?: Record<string, string> } = {},
): Promise<BatchRun> {
  const lines: string[] = [];
  const service = await composePrompts(
    { ...stack.environment, ...environment },
    { write: (line) => void lines.push(line), random: () => 0 },
  );
  const response = await handleBatch(records, service.batch, {
    deadline: createDeadline(timeMs),
    logger: service.logger,
  });
  return { response, log: lines.join("") };
}

const idOf = (record: SQSRecord | undefined): string => record?.messageId ?? "";

/** Is busy for messages about ETH-USD alone. */
const refuseOne: FaultHook = ({ body }) =>
  body.includes("ETH-USD") ? { kind: "status", status: 503, body: { error: "busy" } } : undefined;

describe("a batch", () => {
  it("has one outcome for each of its records, whatever they are", async () => {
    const stack = await start();
    const good = [payload(), payload({ product_id: "ETH-USD" }), payload({ product_id: "SOL-USD", channel: "desk" })];
    const unknown = payload({ product_id: "NOPE-USD" });
    const notJson = sqsRecord("BTC-USD please");
    const invalid = sqsRecord(payload({ prompt: "fortune" }));
    const records = [...good, unknown].map((body) => sqsRecord(body)).concat(notJson, invalid);

    const { response } = await handle(stack, records);

    expect(response).toEqual({ batchItemFailures: [] });
    const received = new Map(stack.inbox.messages.map((message) => [message.correlationId, message]));
    expect(stack.inbox.messages).toHaveLength(4);
    for (const request of good) {
      expect(received.get(String(request["correlation_id"]))?.message).toContain(request["product_id"]);
    }
    expect(withoutFooter(received.get(String(unknown["correlation_id"]))?.message)).toBe(
      "There is no insight about NOPE-USD: Coinbase lists no product of that name.",
    );
    const letters = await stack.readDeadLetters();
    expect(letters.map(({ body, attributes }) => ({ body, ...attributes }))).toEqual(
      expect.arrayContaining([
        {
          body: notJson.body,
          error_code: "PAYLOAD_NOT_JSON",
          error_message: "The message is not JSON",
          source_message_id: notJson.messageId,
        },
        {
          body: invalid.body,
          error_code: "PAYLOAD_INVALID",
          error_message: `prompt is "fortune"; it must be a known prompt: ${promptNames.join(", ")}`,
          source_message_id: invalid.messageId,
        },
      ]),
    );
    expect(letters).toHaveLength(2);
  });

  it("posts a record that is delivered twice only once", async () => {
    const stack = await start();
    const record = sqsRecord(payload());
    await handle(stack, [record]);
    expect((await handle(stack, [record])).response).toEqual({ batchItemFailures: [] });
    expect(stack.inbox.postCount).toBe(1);
  });

  it("asks the model once for all records about the same candles", async () => {
    const { server, env } = await startModel();
    server.behave(ollamaSays("BTC-USD closed between the Bollinger Bands."));
    const stack = await start({ env });
    const records = Array.from({ length: 10 }, () => sqsRecord(payload()));

    expect((await handle(stack, records)).response).toEqual({ batchItemFailures: [] });

    expect(server.requests.filter(({ path }) => path === "/api/chat")).toHaveLength(1);
    expect(new Set(stack.inbox.messages.map(({ message }) => withoutFooter(message)))).toEqual(
      new Set(["BTC-USD closed between the Bollinger Bands."]),
    );
    expect(stack.inbox.messages).toHaveLength(10);
    expect(stack.tokenServer.tokenRequestCount).toBe(1);
  });

  it("names only the record whose delivery failed", async () => {
    const stack = await start({ faults: { inbox: refuseOne } });
    const records = [payload(), payload({ product_id: "ETH-USD" }), payload({ product_id: "SOL-USD" })].map((body) =>
      sqsRecord(body),
    );
    const { response, log } = await handle(stack, records);
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: idOf(records[1]) }] });
    expect(stack.inbox.messages).toHaveLength(2);
    expect(log).toContain('"event":"request_failed"');
    expect(log).toContain("ASSISTANT_UNAVAILABLE");
  });

  it("makes a failed message visible again after its backoff", async () => {
    const stack = await start({ env: { COINBASE_API_URL: await deadUrl() } });
    const { AWS_REGION: region = "", AWS_ENDPOINT_URL_SQS: endpoint = "" } = stack.environment;
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const client = new SQSClient({ region, endpoint, credentials, useQueueUrlAsEndpoint: false });
    await client.send(new SendMessageCommand({ QueueUrl: stack.queueUrl, MessageBody: JSON.stringify(payload()) }));
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: stack.queueUrl }));
    const [message] = Messages;
    const record = sqsRecord(message?.Body ?? "", {
      messageId: message?.MessageId ?? "",
      receiptHandle: message?.ReceiptHandle ?? "",
      attributes: { ...sqsRecord("").attributes, ApproximateReceiveCount: "3" },
    });

    const { response, log } = await handle(stack, [record], { timeMs: 8_000 });

    expect(response.batchItemFailures).toEqual([{ itemIdentifier: message?.MessageId }]);
    // The third receive: between 40 and 80 seconds, the lower end as the dice are fixed at 0.
    expect(log).toContain('"retry_in_seconds":40');
    expect(log).not.toContain("visibility_not_set");
    client.destroy();
  });

  it("gives up a message at its last receive, and says why", async () => {
    const stack = await start({ faults: { inbox: () => ({ kind: "status", status: 503, body: { error: "busy" } }) } });
    const attributes = { ...sqsRecord("").attributes, ApproximateReceiveCount: "5" };
    const record = sqsRecord(payload(), { attributes });
    expect((await handle(stack, [record])).response).toEqual({ batchItemFailures: [] });
    expect((await stack.readDeadLetters()).map((letter) => letter.attributes)).toEqual([
      {
        error_code: "ASSISTANT_UNAVAILABLE",
        error_message: "The Assistant API answered 503: busy",
        source_message_id: record.messageId,
      },
    ]);
  });

  it("sends a request anew, with receives of its own, that another container is at when its last is used up", async () => {
    let hangs = true;
    const stack = await start({ faults: { inbox: () => (hangs ? { kind: "hang" } : undefined) } });
    const attributes = { ...sqsRecord("").attributes, ApproximateReceiveCount: "5" };
    const record = sqsRecord(payload(), { attributes });
    const first = handle(stack, [record], { timeMs: 3_000 });
    await expect.poll(() => stack.tokenServer.tokenRequestCount).toBe(1);
    const { response, log } = await handle(stack, [record]);
    expect(response).toEqual({ batchItemFailures: [] });
    expect(log).toContain("request_sent_anew");
    hangs = false;
    await first;
    expect(stack.inbox.messages.length + (await stack.readDeadLetters()).length).toBe(1);
  });

  it("has delivered what was posted although neither the ledger nor the bucket answers any longer", async () => {
    let posted = false;
    const stack = await start({
      faults: { dynamodb: () => (posted ? { kind: "hang" } : undefined) },
      onMessage: () => {
        posted = true;
      },
    });
    const hanging = await startHttpServer(() => ({ status: 200 }), { fault: () => ({ kind: "hang" }) });
    started.push(hanging);
    const environment = { AWS_ENDPOINT_URL_S3: hanging.url };
    const { response, log } = await handle(stack, [sqsRecord(payload())], { environment, timeMs: 5_000 });
    expect(response).toEqual({ batchItemFailures: [] });
    expect(log).toContain("delivery_not_recorded");
    expect(log).toContain("receipt_not_written");
    expect(stack.inbox.postCount).toBe(1);
  });

  it("gives duplicates the one outcome, at once and without an error", async () => {
    const stack = await start();
    const request = payload();
    const records = [sqsRecord(request), sqsRecord(request), sqsRecord(request), sqsRecord(payload())];
    const { response, log } = await handle(stack, records);
    expect(response).toEqual({ batchItemFailures: [] });
    expect(stack.inbox.postCount).toBe(2);
    expect(log).not.toMatch(/"level":"error"|LEDGER_BUSY|RequestFailures/);
    expect(log.match(/"event":"request_delivered_with_copy"/g)).toHaveLength(2);
  });

  it("has each duplicate come back, or gives each up, where the one delivery fails", async () => {
    const stack = await start({ faults: { inbox: () => ({ kind: "status", status: 503, body: { error: "busy" } }) } });
    const request = payload();
    const last = { ...sqsRecord("").attributes, ApproximateReceiveCount: "5" };
    const records = [sqsRecord(request), sqsRecord(request), sqsRecord(request, { attributes: last })];
    const { response } = await handle(stack, records);
    expect(response.batchItemFailures).toEqual(records.slice(0, 2).map((record) => ({ itemIdentifier: idOf(record) })));
    expect((await stack.readDeadLetters()).map(({ attributes }) => attributes["source_message_id"])).toEqual([
      idOf(records[2]),
    ]);
  });

  it("answers the same ids of different callers, and of none, each for itself", async () => {
    const stack = await start();
    const request = payload();
    const calledBy = (caller: string) =>
      sqsRecord(request, {
        messageAttributes: {
          caller: { dataType: "String", stringValue: caller, stringListValues: [], binaryListValues: [] },
        },
      });
    const records = [sqsRecord(request), calledBy("one@clients"), calledBy("two@clients"), calledBy("one@clients")];
    expect((await handle(stack, records)).response).toEqual({ batchItemFailures: [] });
    expect(stack.inbox.postCount).toBe(3);
    const keys = await stack.listObjects("insights/");
    const receipts = await Promise.all(keys.map(async (key) => JSON.parse((await stack.readObject(key)) ?? "")));
    expect(receipts.map(({ caller }) => String(caller)).toSorted()).toEqual([
      "one@clients",
      "two@clients",
      "undefined",
    ]);
  });

  it("leaves a message that it can't move to the dead-letter queue on its own", async () => {
    const stack = await start();
    const record = sqsRecord("not JSON");
    const environment = { PROMPT_DLQ_URL: `${stack.queueUrl}-that-is-not-there` };
    const { response, log } = await handle(stack, [record], { environment });
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: record.messageId }] });
    expect(log).toContain("request_not_dead_lettered");
  });

  it("gives up at once what the Assistant rejects for good, with its cause", async () => {
    const stack = await start({
      faults: { inbox: () => ({ kind: "status", status: 422, body: { error: "no such channel" } }) },
    });
    const record = sqsRecord(payload());
    expect((await handle(stack, [record])).response).toEqual({ batchItemFailures: [] });
    const [letter] = await stack.readDeadLetters();
    expect(letter?.attributes).toEqual({
      error_code: "ASSISTANT_REJECTED",
      error_message: "The Assistant API answered 422: no such channel",
      source_message_id: record.messageId,
    });
  });

  it("posts the plain insight in time when the model hangs", async () => {
    const { server, env } = await startModel();
    server.behave(ollamaHangs);
    const stack = await start({ env });
    const { response, log } = await handle(stack, [sqsRecord(payload())], { timeMs: 4_000 });
    expect(response).toEqual({ batchItemFailures: [] });
    expect(stack.inbox.messages[0]?.message).toContain("Automated");
    expect(log).toContain('"outcome":"plain"');
  });

  it("ends with its deadline when everything hangs", async () => {
    let hangs = false;
    const stack = await start({ faults: { dynamodb: () => (hangs ? { kind: "hang" } : undefined) } });
    hangs = true;
    const record = sqsRecord(payload());
    const { response } = await handle(stack, [record], { timeMs: 400 });
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: record.messageId }] });
    expect(stack.inbox.messages).toEqual([]);
  });

  it("posts no text that the check refuses", async () => {
    const { server, env } = await startModel();
    server.behave(ollamaSays("Here is the insight: the coin will moon."));
    const stack = await start({ env });
    await handle(stack, [sqsRecord(payload())]);
    expect(server.requests.filter(({ path }) => path === "/api/chat")).toHaveLength(2);
    expect(stack.inbox.messages[0]?.message).toContain("Automated");
  });

  it("writes a receipt of what was posted and what it was made from", async () => {
    const { server, env } = await startModel();
    server.behave(ollamaSays("BTC-USD closed between the Bollinger Bands."));
    const stack = await start({ env });
    const request = payload();
    await handle(stack, [sqsRecord(request)]);
    const [key = ""] = await stack.listObjects("insights/BTC-USD/");
    expect(key).toMatch(
      new RegExp(
        `^insights/BTC-USD/\\d{4}-\\d{2}-\\d{2}/${String(request["correlation_id"])}\\.trend_analysis\\.general\\.json$`,
      ),
    );
    expect(JSON.parse((await stack.readObject(key)) ?? "")).toMatchObject({
      ...request,
      prompt_version: 2,
      outcome: "insight",
      insight: stack.inbox.messages[0]?.message,
      provider: "ollama",
      model: "llama3.2:latest",
      market: {
        source: "coinbase (synthetic)",
        count: 288,
        expected: 288,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      features: { candle_count: 288, interval: "FIVE_MINUTE" },
      answers: [{ text: "BTC-USD closed between the Bollinger Bands.", grounding: { grounded: true } }],
      grounding: { grounded: true },
      delivered: { status: 201, channel: "general" },
    });
  });

  it("logs no secret and no token, whatever fails", async () => {
    const stack = await start({
      faults: { inbox: () => ({ kind: "status", status: 401, body: { error: "bad token" } }) },
    });
    const { log } = await handle(stack, [sqsRecord(payload()), sqsRecord("nonsense")], {
      environment: { LOG_LEVEL: "debug" },
    });
    expect(log).toContain("ASSISTANT_UNAUTHORIZED");
    const { AUTH0_ASSISTANT_CLIENT_SECRET: secret = "", ASSISTANT_API_KEY: key = "" } = stack.environment;
    for (const value of [secret, key]) {
      expect(value.length).toBeGreaterThan(20);
      expect(log).not.toContain(value);
    }
    // Every token of the token server is a JWT, and no JWT begins otherwise.
    expect(log).not.toContain("eyJ");
    expect(log.toLowerCase()).not.toContain("authorization");
  });
});
