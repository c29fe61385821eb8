import { type AttributeValue, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { describe, expect, it, onTestFinished } from "vitest";
import { composePrompts } from "../../src/consumer/wiring/compose-prompts.ts";
import { handleBatch } from "../../src/consumer/batch/handle-batch.ts";
import { dlq } from "../../src/commands/dlq/dlq.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { startStack } from "../../src/emulators/stack.ts";
import { findReceipts } from "../../src/commands/why/find-receipts.ts";
import { createReceiptClient } from "../../src/commands/kit/receipts/receipt-bucket.ts";
import { formatReceipt } from "../../src/commands/why/format-receipt.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { runCaptured } from "../support/commands/captured-terminal.ts";
import { sqsRecord } from "../support/events/sqs-event.ts";
// Ledger items, letters, receipts and posts as commit a8f6060 wrote them, dumped from the emulators that it ran against:
// delivered, given up, refused for good, written but not posted, and posted by a container that could not record it.
import written from "../support/written-by-a8f6060.json" with { type: "json" };

const aws = { region: "us-east-2", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

/** A stack that holds what was written, 90 s later: the leases of then have run out, the texts are still fresh. */
async function openSetup() {
  const begunMs = Date.parse(written.written_at) + 90_000;
  const startedMs = performance.now();
  const clock = (): number => begunMs + Math.round(performance.now() - startedMs);
  const stack = await startStack({ market: createSampleMarket(), clock });
  const sqs = new SQSClient({ ...aws, endpoint: stack.awsUrl });
  const dynamodb = new DynamoDBClient({ ...aws, endpoint: stack.awsUrl });
  onTestFinished(async () => {
    sqs.destroy();
    dynamodb.destroy();
    await stack.stop();
  });
  const TableName = stack.environment["STATE_TABLE_NAME"];
  for (const item of written.ledger) {
    const Item: Record<string, AttributeValue> = JSON.parse(JSON.stringify(item));
    await dynamodb.send(new PutItemCommand({ TableName, Item }));
  }
  for (const { body, attributes } of written.letters) {
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    );
    await sqs.send(new SendMessageCommand({ QueueUrl: stack.dlqUrl, MessageBody: body, MessageAttributes }));
  }
  for (const [key, receipt] of Object.entries(written.receipts)) await stack.putObject(key, JSON.stringify(receipt));

  const lines: string[] = [];
  const service = await composePrompts(stack.environment, {
    clock,
    random: () => 0,
    write: (line) => lines.push(line),
  });
  return {
    stack,
    log: () => lines.join(""),
    handle: async (...messages: readonly { readonly messageId: string; readonly body: string }[]) => {
      const records = messages.map(({ messageId, body }) => sqsRecord(body, { messageId }));
      const work = { deadline: createDeadline(20_000), logger: service.logger };
      return await handleBatch(records, service.batch, work);
    },
    /** Takes everything from the queue of requests. */
    take: async (): Promise<readonly { messageId: string; body: string }[]> => {
      const taken: Message[] = [];
      for (;;) {
        const ask = new ReceiveMessageCommand({ QueueUrl: stack.queueUrl, MaxNumberOfMessages: 10 });
        const { Messages = [] } = await sqs.send(ask);
        if (Messages.length === 0) break;
        for (const { ReceiptHandle } of Messages) {
          await sqs.send(new DeleteMessageCommand({ QueueUrl: stack.queueUrl, ReceiptHandle }));
        }
        taken.push(...Messages);
      }
      return taken.map(({ MessageId: messageId = "", Body: body = "" }) => ({ messageId, body }));
    },
  };
}

/** What was posted then under a correlation id, as the Assistant heard it. */
const postedThen = (correlationId: string) => {
  const post = written.posts.find(({ correlation_id: id }) => id === correlationId);
  return { message: post?.message, idempotencyKey: post?.idempotency_key };
};

const { records } = written;

describe("what an earlier version wrote", () => {
  it("answers a redelivery of a request that it had delivered, in each channel, without a second post", async () => {
    const { stack, handle, log } = await openSetup();
    expect(await handle(records.delivered, records.deliveredToDesk)).toEqual({ batchItemFailures: [] });
    expect(stack.inbox.postCount).toBe(0);
    expect(log().match(/"event":"request_already_delivered"/g)).toHaveLength(2);
  });

  it.each([
    ["whose post may have arrived", records.mayHaveArrived],
    ["whose post arrived, unrecorded", records.postedNotRecorded],
  ])("repeats the very post of a request %s, under the key of then", async (_how, record) => {
    const { stack, handle } = await openSetup();
    expect(await handle(record)).toEqual({ batchItemFailures: [] });
    const { correlation_id: id } = Object(JSON.parse(record.body));
    expect(stack.inbox.messages).toMatchObject([postedThen(String(id))]);
  });

  it("posts the text of a request that was written and not posted, under the key of then", async () => {
    const { stack, handle } = await openSetup();
    expect(await handle(records.written, records.rejected)).toEqual({ batchItemFailures: [] });
    const keys = stack.inbox.messages.map(({ idempotencyKey }) => String(idempotencyKey));
    const then = [postedThen("was-written"), postedThen("was-rejected")].map(({ idempotencyKey }) =>
      String(idempotencyKey),
    );
    expect(keys.toSorted()).toEqual(then.toSorted());
  });

  it("is read and redriven as dead letters, and ends with one post for each request at most", async () => {
    const { stack, handle, take } = await openSetup();
    const here = ["--stage", "local", "--endpoint", stack.awsUrl];
    const listed = await runCaptured(dlq, ["list", ...here]);
    for (const code of ["ASSISTANT_UNAVAILABLE", "ASSISTANT_REJECTED", "PAYLOAD_INVALID", "PAYLOAD_NOT_JSON"]) {
      expect(listed.printed).toContain(`     1  ${code}`);
    }
    expect(listed.printed.join("\n")).toContain("1  moved by the queue");
    const ids = ["may-have-arrived", "was-rejected", "moved-by-queue"].flatMap((id) => ["--id", id]);
    expect((await runCaptured(dlq, ["redrive", "--yes", ...ids, ...here])).exitCode).toBe(0);
    expect(await handle(...(await take()))).toEqual({ batchItemFailures: [] });
    const posted = stack.inbox.messages.map(({ correlationId }) => correlationId);
    expect(posted.toSorted()).toEqual(["may-have-arrived", "moved-by-queue", "was-rejected"]);
    expect(stack.inbox.messages).toEqual(
      expect.arrayContaining([expect.objectContaining(postedThen("may-have-arrived"))]),
    );

    expect((await runCaptured(dlq, ["redrive", "--yes", ...here])).exitCode).toBe(0);
    expect(await handle(...(await take()))).toEqual({ batchItemFailures: [] });
    expect(stack.inbox.postCount).toBe(3);
    expect(
      (await stack.readDeadLetters()).map(({ attributes }) => String(attributes["error_code"])).toSorted(),
    ).toEqual(["PAYLOAD_INVALID", "PAYLOAD_NOT_JSON"]);
  });

  it("is told from its receipts", async () => {
    const { stack } = await openSetup();
    const endpoint = new URL(stack.environment["AWS_ENDPOINT_URL_S3"] ?? "");
    const common = { productId: null, bucketName: "trader-data", region: null, endpoint };
    const days = [written.written_at.slice(0, 10)];
    for (const [correlationId, told] of [
      ["was-delivered", "BTC-USD"],
      ["was-rejected", "ASSISTANT_REJECTED"],
    ] as const) {
      const query = { ...common, correlationId, days };
      const client = createReceiptClient(query, {});
      onTestFinished(() => client.destroy());
      const { found } = await findReceipts(client, query);
      expect(found).toHaveLength(1);
      expect(formatReceipt(found[0]?.content, "s3://here", 80)).toContain(told);
    }
  });
});
