import { ReceiveMessageCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { createHash } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { deadLetter, sendAnew } from "../../../src/consumer/batch/dead-letter.ts";
import { startHttpServer } from "../../../src/emulators/http-server.ts";
import { startQueueAndBucket } from "../../../src/emulators/aws/queue-and-bucket.ts";
import { ServiceError } from "../../../src/platform/errors.ts";
import { createQueue } from "../../../src/platform/aws/queue.ts";
import { createRedactor } from "../../../src/platform/records/redactor.ts";
import { captureTelemetry } from "../../support/captured-telemetry.ts";
import { payload, sqsRecord } from "../../support/events/sqs-event.ts";

const aws = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
const invalid = new ServiceError("PAYLOAD_INVALID", "prompt is missing");

const attribute = (dataType: string, value: { stringValue: string } | { binaryValue: string }) => ({
  dataType,
  ...value,
  stringListValues: [],
  binaryListValues: [],
});

/** Attributes as Lambda passes them on. */
const own: SQSRecord["messageAttributes"] = {
  team: attribute("String", { stringValue: "desk" }),
  priority: attribute("Number.int", { stringValue: "7" }),
  blob: attribute("Binary", { binaryValue: Buffer.from([0, 255, 1]).toString("base64") }),
};

async function openQueues() {
  const running = await startQueueAndBucket({ queueName: "work", dlqName: "work-dlq", bucketName: "things", aws });
  const client = new SQSClient({ ...aws, endpoint: running.url, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await running.stop();
  });
  const telemetry = captureTelemetry();
  const { queueUrl, dlqUrl } = running;
  const ports = {
    queue: createQueue(client),
    queueUrl,
    dlqUrl,
    redactor: createRedactor(),
    metrics: telemetry.metrics,
  };
  const receive = async (QueueUrl: string) => {
    const ask = new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ["All"], WaitTimeSeconds: 0 });
    return (await client.send(ask)).Messages ?? [];
  };
  return { ...running, client, ports, telemetry, receive };
}

describe("a message that is given up", () => {
  it("keeps its producer's attributes with their types beside the cause", async () => {
    const { ports, telemetry, receive, dlqUrl } = await openQueues();
    const record = sqsRecord(payload(), { messageAttributes: own });
    expect(await deadLetter(record, invalid, ports, telemetry.logger)).toBe(true);
    const [letter] = await receive(dlqUrl);
    expect(letter?.Body).toBe(record.body);
    expect(letter?.MessageAttributes).toEqual({
      error_code: { DataType: "String", StringValue: "PAYLOAD_INVALID" },
      error_message: { DataType: "String", StringValue: "prompt is missing" },
      source_message_id: { DataType: "String", StringValue: record.messageId },
      team: { DataType: "String", StringValue: "desk" },
      priority: { DataType: "Number.int", StringValue: "7" },
      blob: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255, 1]) },
    });
  });

  it("names in the log what of its attributes had no room, and no value of them", async () => {
    const { ports, telemetry } = await openQueues();
    const many = Object.fromEntries(
      "abcdefgh".split("").map((name) => [name, attribute("String", { stringValue: `value-of-${name}` })]),
    );
    await deadLetter(sqsRecord("{}", { messageAttributes: many }), invalid, ports, telemetry.logger);
    expect(telemetry.logLines()).toEqual(
      expect.arrayContaining([expect.objectContaining({ event: "attributes_dropped", names: ["h"] })]),
    );
    expect(telemetry.logText()).not.toContain("value-of");
  });

  it("says in the log that there was no room for its cause, and leaves what room there was empty", async () => {
    const { ports, telemetry, receive, dlqUrl } = await openQueues();
    const body = "x".repeat(1_048_576 - 18);
    const messageAttributes = { trace: attribute("String", { stringValue: "t-1" }) };
    expect(await deadLetter(sqsRecord(body, { messageAttributes }), invalid, ports, telemetry.logger)).toBe(true);
    expect((await receive(dlqUrl)).map(({ MessageAttributes }) => MessageAttributes)).toEqual([undefined]);
    expect(telemetry.logLines()).toContainEqual(
      expect.objectContaining({
        event: "attributes_dropped",
        names: ["error_code", "source_message_id", "error_message", "trace"],
      }),
    );
  });

  it.each([1_048_576, 1_048_575, 1_048_500, 1_048_400, 1_047_400])(
    "is moved whole where its body has %i bytes of the 1 048 576 that SQS takes",
    async (bytes) => {
      const { ports, telemetry, receive, dlqUrl } = await openQueues();
      const body = "€".repeat(Math.floor(bytes / 3)) + "x".repeat(bytes % 3);
      const error = new ServiceError("PAYLOAD_INVALID", "价格😀".repeat(300));
      expect(await deadLetter(sqsRecord(body), error, ports, telemetry.logger)).toBe(true);
      const [letter] = await receive(dlqUrl);
      expect(letter?.Body).toBe(body);
      const code = letter?.MessageAttributes?.["error_code"]?.StringValue;
      expect(code).toBe(bytes > 1_048_540 ? undefined : "PAYLOAD_INVALID");
    },
  );

  it("is moved where the queues take less than SQS itself does", async () => {
    const { ports, telemetry, client, receive, dlqUrl } = await openQueues();
    const Attributes = { MaximumMessageSize: "262144" };
    await client.send(new SetQueueAttributesCommand({ QueueUrl: dlqUrl, Attributes }));
    const body = "x".repeat(262_144 - 40);
    const record = sqsRecord(body, { messageAttributes: { team: attribute("String", { stringValue: "desk" }) } });
    expect(await deadLetter(record, invalid, ports, telemetry.logger)).toBe(true);
    expect((await receive(dlqUrl)).map(({ Body }) => Body)).toEqual([body]);
  });

  it("is reported where the queue is not there, and tried once", async () => {
    const { ports, telemetry, url } = await openQueues();
    const nowhere = { ...ports, dlqUrl: `${url}/000000000000/nowhere` };
    expect(await deadLetter(sqsRecord("{}"), invalid, nowhere, telemetry.logger)).toBe(false);
    expect(telemetry.logLines()).toMatchObject([{ event: "request_not_dead_lettered" }]);
  });
});

describe("a message that is sent anew", () => {
  it("keeps all of its producer's attributes, and drops a cause of another time", async () => {
    const { ports, telemetry, receive, queueUrl, url } = await openQueues();
    const earlier = { ...own, error_code: attribute("String", { stringValue: "INTERNAL" }) };
    const busy = new ServiceError("LEDGER_BUSY", "Another container is at this request", { retryable: true });
    const record = sqsRecord(payload(), { messageAttributes: earlier });
    expect(await sendAnew(record, busy, 0, ports, telemetry.logger)).toBe(true);
    // It is delayed by 5 s at least, so it can be looked at, but not received.
    const sent = await fetch(`${url}/_fauxqs/queues/work`);
    const { messages } = Object(await sent.json());
    expect(Object.keys(messages.delayed[0].messageAttributes).toSorted()).toEqual(["blob", "priority", "team"]);
    expect(await receive(queueUrl)).toEqual([]);
  });
});

describe("a message that is moved", () => {
  it("stays in its fair group and in its trace", async () => {
    const sent: unknown[] = [];
    const server = await startHttpServer((request) => {
      const message = Object(JSON.parse(request.body));
      sent.push(message);
      return {
        status: 200,
        body: { MessageId: "1", MD5OfMessageBody: createHash("md5").update(String(message.MessageBody)).digest("hex") },
      };
    });
    onTestFinished(() => server.stop());
    const client = new SQSClient({ ...aws, endpoint: server.url, md5: false });
    onTestFinished(() => client.destroy());
    const { logger, metrics } = captureTelemetry();
    const dlqUrl = `${server.url}/000000000000/work-dlq`;
    const ports = { queue: createQueue(client), queueUrl: dlqUrl, dlqUrl, redactor: createRedactor(), metrics };
    const trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    const attributes = { ...sqsRecord("").attributes, MessageGroupId: "ETH-USD", AWSTraceHeader: trace };
    expect(await deadLetter(sqsRecord("{}", { attributes }), invalid, ports, logger)).toBe(true);
    expect(sent).toMatchObject([
      {
        MessageGroupId: "ETH-USD",
        MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: trace } },
      },
    ]);
  });
});
