import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createHash } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod/mini";
import { startHttpServer } from "../../../src/emulators/http-server.ts";
import { type QueueAndBucket, startQueueAndBucket } from "../../../src/emulators/aws/queue-and-bucket.ts";
import { createQueue, type Queue } from "../../../src/platform/aws/queue.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const aws = { region: "us-east-1", credentials: { accessKeyId: "local-id", secretAccessKey: "local-secret" } };

function clientOf(endpoint: string): SQSClient {
  const client = new SQSClient({ ...aws, endpoint, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

async function start(): Promise<QueueAndBucket & { readonly sqs: SQSClient; readonly queue: Queue }> {
  const running = await startQueueAndBucket({ queueName: "work", dlqName: "work-dlq", bucketName: "things", aws });
  onTestFinished(() => running.stop());
  const sqs = clientOf(running.url);
  return { ...running, sqs, queue: createQueue(sqs) };
}

/** What can be received of the queue just now. */
async function receive(sqs: SQSClient, queueUrl: string) {
  const command = new ReceiveMessageCommand({ QueueUrl: queueUrl, MessageAttributeNames: ["All"] });
  return (await sqs.send(command)).Messages ?? [];
}

describe("send", () => {
  it("puts a message on the queue with its attributes, and gives its id", async () => {
    const { queue, sqs, queueUrl } = await start();
    const body = '{"text":"grüße"}';
    const id = await queue.send({ queueUrl, body, attributes: { error_code: "PAYLOAD_INVALID", empty: "" } });
    const messages = await receive(sqs, queueUrl);
    expect(messages.map(({ MessageId, Body }) => [MessageId, Body])).toEqual([[id, body]]);
    expect(messages[0]?.MessageAttributes).toEqual({
      error_code: { DataType: "String", StringValue: "PAYLOAD_INVALID" },
    });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("keeps the types of attributes, bytes and a sender's own labels too", async () => {
    const { queue, sqs, queueUrl } = await start();
    const attributes = {
      priority: { type: "Number.int", value: "7" },
      blob: { type: "Binary", value: new Uint8Array([0, 255, 1]) },
      none: { type: "Binary", value: new Uint8Array() },
    };
    await queue.send({ queueUrl, body: "typed", attributes });
    expect((await receive(sqs, queueUrl))[0]?.MessageAttributes).toEqual({
      priority: { DataType: "Number.int", StringValue: "7" },
      blob: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255, 1]) },
    });
  });

  it("names SQS's refusal of a message", async () => {
    const { queue, queueUrl } = await start();
    const refused = await thrownBy(queue.send({ queueUrl, body: "x".repeat(1_048_577) }));
    expect(refused).toMatchObject({
      code: "QUEUE_UNAVAILABLE",
      details: { refusal: expect.stringMatching(/InvalidParameterValue$/) },
    });
  });

  it("needs neither attributes nor a group", async () => {
    const { queue, readDeadLetters, dlqUrl } = await start();
    await queue.send({ queueUrl: dlqUrl, body: "plain" });
    expect(await readDeadLetters()).toMatchObject([{ body: "plain", attributes: {} }]);
  });

  it("names the group of a message, and only where there is one", async () => {
    const sent: unknown[] = [];
    const server = await startHttpServer((request) => {
      const message = z.parse(z.looseObject({ MessageBody: z.string() }), JSON.parse(request.body));
      sent.push(message);
      // The SDK takes no answer whose checksum is not that of the body.
      const checksum = createHash("md5").update(message.MessageBody).digest("hex");
      return { status: 200, body: { MD5OfMessageBody: checksum } };
    });
    onTestFinished(() => server.stop());
    const queue = createQueue(clientOf(server.url));
    const queueUrl = `${server.url}/000000000000/work`;
    const ids = [
      await queue.send({ queueUrl, body: "a", groupId: "BTC-USD" }),
      await queue.send({ queueUrl, body: "b" }),
    ];
    expect(sent).toEqual([
      { QueueUrl: queueUrl, MessageBody: "a", MessageAttributes: {}, MessageGroupId: "BTC-USD" },
      { QueueUrl: queueUrl, MessageBody: "b", MessageAttributes: {} },
    ]);
    expect(ids, "an answer without an id").toEqual(["", ""]);
  });
});

describe("delay", () => {
  it("makes a received message visible again after the seconds it is given", async () => {
    const { queue, sqs, queueUrl } = await start();
    await queue.send({ queueUrl, body: "again" });
    const [first] = await receive(sqs, queueUrl);
    expect(await receive(sqs, queueUrl), "it is invisible now").toEqual([]);
    await queue.delay(queueUrl, first?.ReceiptHandle ?? "", 0);
    const [second] = await receive(sqs, queueUrl);
    expect([second?.MessageId, second?.Body]).toEqual([first?.MessageId, "again"]);
    await queue.delay(queueUrl, second?.ReceiptHandle ?? "", 43_200);
    expect(await receive(sqs, queueUrl)).toEqual([]);
  });
});

describe("QUEUE_UNAVAILABLE", () => {
  it.each<[string, string, (queue: Queue, queueUrl: string, signal?: AbortSignal) => Promise<unknown>]>([
    ["send", "SQS did not send a message", (queue, queueUrl, signal) => queue.send({ queueUrl, body: "x" }, signal)],
    [
      "delay",
      "SQS did not set a message's visibility",
      (queue, queueUrl, signal) => queue.delay(queueUrl, "handle", 5, signal),
    ],
  ])("is what %s ends with when SQS refuses, is not there or does not answer in time", async (_, message, call) => {
    const { queue, url } = await start();
    const refused = await thrownBy(call(queue, `${url}/000000000000/nowhere`));
    expect(refused).toMatchObject({ code: "QUEUE_UNAVAILABLE", retryable: true, message });
    expect(refused.cause).toMatchObject({ name: "QueueDoesNotExist" });

    const dead = await deadUrl();
    const unreachable = await thrownBy(call(createQueue(clientOf(dead)), `${dead}/000000000000/work`));
    expect(unreachable).toMatchObject({ code: "QUEUE_UNAVAILABLE", retryable: true, cause: { code: "ECONNREFUSED" } });

    const arrival = Promise.withResolvers<undefined>();
    const deaf = await startHttpServer(() => ({ status: 200 }), {
      fault: () => {
        arrival.resolve(undefined);
        return { kind: "hang" };
      },
    });
    onTestFinished(() => deaf.stop());
    const work = new AbortController();
    const late = thrownBy(call(createQueue(clientOf(deaf.url)), `${deaf.url}/000000000000/work`, work.signal));
    await arrival.promise;
    work.abort();
    expect(await late).toMatchObject({ code: "QUEUE_UNAVAILABLE", retryable: true, cause: { name: "AbortError" } });
  });
});
