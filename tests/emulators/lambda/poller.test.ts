import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failedIds, type Poller, startPoller } from "../../../src/emulators/lambda/poller.ts";
import { type QueueAndBucket, startQueueAndBucket } from "../../../src/emulators/aws/queue-and-bucket.ts";

const aws = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

describe("the poller", () => {
  let queue: QueueAndBucket;
  let client: SQSClient;
  let poller: Poller | undefined;

  beforeEach(async () => {
    queue = await startQueueAndBucket({ queueName: "prompts", dlqName: "prompts-dlq", bucketName: "trader-data", aws });
    client = new SQSClient({ ...aws, endpoint: queue.url });
  });

  afterEach(async () => {
    await poller?.stop();
    client.destroy();
    await queue.stop();
  });

  async function send(...bodies: readonly string[]): Promise<readonly string[]> {
    const sent: string[] = [];
    for (const MessageBody of bodies) {
      const { MessageId = "" } = await client.send(new SendMessageCommand({ QueueUrl: queue.queueUrl, MessageBody }));
      sent.push(MessageId);
    }
    return sent;
  }

  /** How many messages wait, and how many are out with somebody. */
  async function counts(): Promise<readonly [number, number]> {
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: queue.queueUrl, AttributeNames: ["All"] }),
    );
    return [
      Number(Attributes?.["ApproximateNumberOfMessages"]),
      Number(Attributes?.["ApproximateNumberOfMessagesNotVisible"]),
    ];
  }

  function poll(invoke: (event: SQSEvent) => Promise<unknown>): { done: string[]; errors: unknown[] } {
    const seen: { done: string[]; errors: unknown[] } = { done: [], errors: [] };
    poller = startPoller({
      client,
      queueUrl: queue.queueUrl,
      queueArn: "arn:aws:sqs:us-east-1:000000000000:prompts",
      region: "us-east-1",
      invoke,
      onError: (error) => seen.errors.push(error),
      onDone: (messageIds) => seen.done.push(...messageIds),
    });
    return seen;
  }

  it("calls the function with a batch of records and deletes what is done", async () => {
    const ids = await send("one", "two", "three");
    const events: SQSEvent[] = [];
    const seen = poll(async (event) => {
      events.push(event);
      return { batchItemFailures: [] };
    });
    await expect.poll(() => seen.done.toSorted()).toEqual(ids.toSorted());
    expect(await counts()).toEqual([0, 0]);
    const records = events.flatMap((event) => event.Records);
    expect(records.map(({ body }) => body).toSorted()).toEqual(["one", "three", "two"]);
    expect(records[0]).toMatchObject({
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:prompts",
      attributes: { ApproximateReceiveCount: "1" },
    });
  });

  it("passes the messages' attributes on as Lambda does, bytes in base64", async () => {
    const MessageAttributes = {
      caller: { DataType: "String", StringValue: "abc@clients" },
      priority: { DataType: "Number", StringValue: "7" },
      blob: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255, 1]) },
    };
    await client.send(new SendMessageCommand({ QueueUrl: queue.queueUrl, MessageBody: "one", MessageAttributes }));
    const events: SQSEvent[] = [];
    const seen = poll(async (event) => void events.push(event));
    await expect.poll(() => seen.done).toHaveLength(1);
    const lists = { stringListValues: [], binaryListValues: [] };
    expect(events[0]?.Records[0]?.messageAttributes).toEqual({
      caller: { dataType: "String", stringValue: "abc@clients", ...lists },
      priority: { dataType: "Number", stringValue: "7", ...lists },
      blob: { dataType: "Binary", binaryValue: "AP8B", ...lists },
    });
  });

  it("leaves the messages that the function names as failed", async () => {
    const [bad = "", good] = await send("bad", "good");
    const seen = poll(async () => ({ batchItemFailures: [{ itemIdentifier: bad }] }));
    await expect.poll(() => seen.done).toEqual([good]);
    expect(await counts()).toEqual([0, 1]);
  });

  it("leaves the whole batch when the function throws, and says so", async () => {
    await send("one");
    const seen = poll(async () => {
      throw new Error("it broke");
    });
    await expect.poll(() => seen.errors).toEqual([new Error("it broke")]);
    expect(seen.done).toEqual([]);
    expect(await counts()).toEqual([0, 1]);
  });
});

describe("an answer of the function", () => {
  const messages = [{ MessageId: "a" }, { MessageId: "b" }];

  it.each([[undefined], [null], [{}], [{ batchItemFailures: [] }], [{ batchItemFailures: null }]])(
    "of %j means that all is well",
    (answer) => {
      expect([...failedIds(answer, messages)]).toEqual([]);
    },
  );

  it("names the failed ones", () => {
    expect([...failedIds({ batchItemFailures: [{ itemIdentifier: "b" }] }, messages)]).toEqual(["b"]);
  });

  it.each([
    ["nonsense"],
    [{ statusCode: 400 }],
    [{ batchItemFailures: "a" }],
    [{ batchItemFailures: [null] }],
    [{ batchItemFailures: [{ itemIdentifier: "" }] }],
    [{ batchItemFailures: [{ itemIdentifier: "unknown" }] }],
    [{ batchItemFailures: [{ itemIdentifer: "a" }] }],
  ])("of %j fails the whole batch", (answer) => {
    expect([...failedIds(answer, messages)]).toEqual(["a", "b"]);
  });
});
