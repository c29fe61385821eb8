import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { afterEach, describe, expect, it } from "vitest";
import { composePrompts } from "../../../src/consumer/wiring/compose-prompts.ts";
import { keepDeadLetterReceipt } from "../../../src/consumer/batch/dead-letter-receipt.ts";
import { handleBatch } from "../../../src/consumer/batch/handle-batch.ts";
import { type FaultHook, startHttpServer } from "../../../src/emulators/http-server.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { type Stack, startStack } from "../../../src/emulators/stack.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { ServiceError } from "../../../src/platform/errors.ts";
import { createRedactor } from "../../../src/platform/records/redactor.ts";
import { requestOf } from "../../insight/insight-setup.ts";
import { captureTelemetry } from "../../support/captured-telemetry.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { payload, sqsRecord } from "../../support/events/sqs-event.ts";

const started: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

async function start(inbox: FaultHook, env: Record<string, string> = {}): Promise<Stack> {
  const stack = await startStack({ market: createSampleMarket(), faults: { inbox }, env });
  started.push(stack);
  return stack;
}

async function handle(
  stack: Stack,
  record: SQSRecord,
  environment: Record<string, string> = {},
): Promise<{ readonly response: SQSBatchResponse; readonly log: string }> {
  const lines: string[] = [];
  const service = await composePrompts(
    { ...stack.environment, ...environment },
    { write: (line) => void lines.push(line), random: () => 0 },
  );
  const work = { deadline: createDeadline(8_000), logger: service.logger };
  const response = await handleBatch([record], service.batch, work);
  return { response, log: lines.join("") };
}

async function receiptsOf(stack: Stack): Promise<readonly (readonly [key: string, receipt: unknown])[]> {
  const keys = await stack.listObjects("insights/");
  return await Promise.all(keys.map(async (key) => [key, JSON.parse((await stack.readObject(key)) ?? "")] as const));
}

const rejects: FaultHook = () => ({ kind: "status", status: 422, body: { error: "no such channel" } });
const lastReceive = { ...sqsRecord("").attributes, ApproximateReceiveCount: "5" };

describe("a request that is given up", () => {
  it("leaves a receipt with its cause, and with the text that was to be posted", async () => {
    const stack = await start(rejects);
    const request = payload({ correlation_id: "desk/1:a+b=c@d", channel: "desk" });
    const record = sqsRecord(request);

    expect((await handle(stack, record)).response).toEqual({ batchItemFailures: [] });

    const [[key, receipt] = ["", null], ...more] = await receiptsOf(stack);
    expect(more).toEqual([]);
    expect(key).toMatch(/^insights\/BTC-USD\/\d{4}-\d{2}-\d{2}\/desk\/1:a\+b=c@d\.trend_analysis\.desk\.json$/);
    expect(receipt).toMatchObject({
      ...request,
      prompt_version: 2,
      message_id: record.messageId,
      receive_count: 1,
      sent_at: new Date(1_763_820_000_000).toISOString(),
      outcome: "dead_lettered",
      reason: { code: "ASSISTANT_REJECTED", message: "The Assistant API answered 422: no such channel" },
      insight: null,
      delivered: null,
      unposted_text: expect.stringContaining("Automated summary of BTC-USD"),
      market: { source: "coinbase (synthetic)", count: 288 },
      features: { candle_count: 288 },
      timings_ms: { candles: expect.any(Number), total: expect.any(Number) },
      dead_lettered_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
    });
  });

  it("at its last receive leaves one as well, also where it did not come to a text", async () => {
    const stack = await start(() => undefined, { COINBASE_API_URL: await deadUrl() });
    await handle(stack, sqsRecord(payload(), { attributes: lastReceive }));
    expect((await receiptsOf(stack)).map(([, receipt]) => receipt)).toEqual([
      expect.objectContaining({
        outcome: "dead_lettered",
        receive_count: 5,
        reason: { code: "CANDLES_UNAVAILABLE", message: expect.any(String) },
        unposted_text: null,
        coalesced: false,
      }),
    ]);
  });

  it("before its last receive leaves none, since it comes back", async () => {
    const stack = await start(() => ({ kind: "status", status: 503 }));
    const record = sqsRecord(payload());
    expect((await handle(stack, record)).response.batchItemFailures).toEqual([{ itemIdentifier: record.messageId }]);
    expect(await receiptsOf(stack)).toEqual([]);
  });

  it.each(["not JSON", { correlation_id: "abc", product_id: "btc", prompt: "nope" }])(
    "leaves none where the message %j holds no request",
    async (body) => {
      const stack = await start(() => undefined);
      await handle(stack, sqsRecord(body));
      expect(await stack.readDeadLetters()).toHaveLength(1);
      expect(await receiptsOf(stack)).toEqual([]);
    },
  );

  it("stands in the dead-letter queue although the bucket does not answer", async () => {
    const stack = await start(rejects);
    const hanging = await startHttpServer(() => ({ status: 200 }), { fault: () => ({ kind: "hang" }) });
    started.push(hanging);
    const { response, log } = await handle(stack, sqsRecord(payload()), { AWS_ENDPOINT_URL_S3: hanging.url });
    expect(response).toEqual({ batchItemFailures: [] });
    expect(await stack.readDeadLetters()).toHaveLength(1);
    expect(log).toContain("receipt_not_written");
    expect(log).toContain('"ReceiptsNotWritten":1');
  });

  it("comes back where it could not be moved", async () => {
    const stack = await start(rejects);
    const record = sqsRecord(payload());
    const environment = { PROMPT_DLQ_URL: `${stack.queueUrl}-that-is-not-there` };
    const { response } = await handle(stack, record, environment);
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: record.messageId }] });
  });
});

describe("the receipt of a dead letter", () => {
  it("quotes no secret", async () => {
    const { logger, metrics, logText } = captureTelemetry();
    const redactor = createRedactor();
    redactor.add("s3cret-value");
    const written: unknown[] = [];
    await keepDeadLetterReceipt(
      { request: requestOf(), startedAtMs: 1_000, shared: null },
      new ServiceError("ASSISTANT_REJECTED", "It said s3cret-value"),
      { writeReceipt: async (_key, receipt) => written.push(receipt) > 0, clock: () => 3_500, redactor, metrics },
      logger,
    );
    expect(written).toMatchObject([{ reason: { message: "It said [secret]" }, timings_ms: { total: 2_500 } }]);
    expect(logText()).toContain("receipt_written");
  });
});
