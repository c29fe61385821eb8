import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { expect, it, onTestFinished } from "vitest";
import { type QueueAndBucket, startQueueAndBucket } from "../../../src/emulators/aws/queue-and-bucket.ts";

const aws = { region: "us-east-1", credentials: { accessKeyId: "local-id", secretAccessKey: "local-secret" } };

interface Running extends QueueAndBucket {
  readonly sqs: SQSClient;
  readonly s3: S3Client;
}

async function start(): Promise<Running> {
  const running = await startQueueAndBucket({ queueName: "work", dlqName: "work-dlq", bucketName: "things", aws });
  const sqs = new SQSClient({ ...aws, endpoint: running.url });
  const s3 = new S3Client({ ...aws, endpoint: running.url });
  onTestFinished(async () => {
    sqs.destroy();
    s3.destroy();
    await running.stop();
  });
  return { ...running, sqs, s3 };
}

it("makes a queue that gives a message up after five attempts", async () => {
  const { sqs, queueUrl, url } = await start();
  expect(queueUrl).toBe(`${url}/000000000000/work`);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const command = new GetQueueAttributesCommand({
    QueueUrl: queueUrl,
    AttributeNames: ["VisibilityTimeout", "RedrivePolicy"],
  });
  const { Attributes } = await sqs.send(command);
  expect(Attributes?.["VisibilityTimeout"]).toBe("540");
  expect(JSON.parse(Attributes?.["RedrivePolicy"] ?? "")).toEqual({
    deadLetterTargetArn: "arn:aws:sqs:us-east-1:000000000000:work-dlq",
    maxReceiveCount: 5,
  });
});

it("moves a message that was received too often to the dead-letter queue", async () => {
  const { sqs, queueUrl, readDeadLetters } = await start();
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: "hopeless" }));
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
    expect(Messages.length, `attempt ${attempt}`).toBe(attempt <= 5 ? 1 : 0);
    for (const { ReceiptHandle } of Messages) {
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    }
  }
  expect((await readDeadLetters()).map(({ body }) => body)).toEqual(["hopeless"]);
});

it("reads dead letters with their attributes, as often as asked, and also those in flight", async () => {
  const { sqs, dlqUrl, readDeadLetters } = await start();
  expect(await readDeadLetters()).toEqual([]);
  const { MessageId } = await sqs.send(
    new SendMessageCommand({
      QueueUrl: dlqUrl,
      MessageBody: "not JSON",
      MessageAttributes: {
        error_code: { DataType: "String", StringValue: "PAYLOAD_NOT_JSON" },
        raw: { DataType: "Binary", BinaryValue: new Uint8Array([1]) },
      },
    }),
  );
  const letter = {
    messageId: MessageId,
    body: "not JSON",
    attributes: { error_code: "PAYLOAD_NOT_JSON" },
    receiveCount: 0,
  };
  expect(await readDeadLetters()).toEqual([letter]);
  expect(await readDeadLetters()).toEqual([letter]);
  await sqs.send(new ReceiveMessageCommand({ QueueUrl: dlqUrl }));
  await sqs.send(new SendMessageCommand({ QueueUrl: dlqUrl, MessageBody: "late", DelaySeconds: 900 }));
  expect(await readDeadLetters()).toEqual([
    { ...letter, receiveCount: 1 },
    expect.objectContaining({ body: "late", attributes: {} }),
  ]);
});

it("reads and lists objects that a client with the SDK's default addressing has put", async () => {
  const { s3, readObject, listObjects } = await start();
  for (const Key of ["insights/b.json", "insights/a.json", "other/c:1.json"]) {
    await s3.send(new PutObjectCommand({ Bucket: "things", Key, Body: `{"key":"${Key}","text":"€"}` }));
  }
  expect(await readObject("other/c:1.json")).toBe('{"key":"other/c:1.json","text":"€"}');
  expect(await readObject("other/nothing.json")).toBeUndefined();
  expect(await listObjects("insights/")).toEqual(["insights/a.json", "insights/b.json"]);
  expect(await listObjects()).toHaveLength(3);
  expect(await listObjects("nothing/")).toEqual([]);
});

it("lists more objects than fit on one page", async () => {
  const { s3, listObjects } = await start();
  const keys = Array.from({ length: 1_003 }, (_, at) => `many/${String(at).padStart(4, "0")}`);
  await Promise.all(keys.map((Key) => s3.send(new PutObjectCommand({ Bucket: "things", Key, Body: "x" }))));
  expect(await listObjects("many/")).toEqual(keys);
});

it("passes on what is not a missing object", async () => {
  const running = await start();
  await running.stop();
  await expect(running.readObject("a")).rejects.toThrow("ECONNREFUSED");
});

it("stops while a receiver waits for messages, and frees the port", async () => {
  const running = await start();
  const { sqs, queueUrl, url } = running;
  const receiving = sqs
    .send(new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 20 }))
    .catch(() => "ended");
  await fetch(`${url}/health`);
  await Promise.all([running.stop(), running.stop()]);
  sqs.destroy();
  await receiving;
  await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
});

function countServers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap").length;
}

it("stops again when something can't be made", async () => {
  await expect.poll(countServers, { message: "those of the tests before" }).toBe(0);
  const refused = startQueueAndBucket({ queueName: "", dlqName: "work-dlq", bucketName: "things", aws });
  await expect(refused).rejects.toThrow("Queue name is required");
  await expect.poll(countServers, { message: "a closed server leaves a moment later" }).toBe(0);
});
