import {
  type ListMessageMoveTasksCommandOutput,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  ResourceNotFoundException,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  UnsupportedOperation,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../../src/emulators/stack.ts";

const arnOf = (name: string): string => `arn:aws:sqs:us-east-2:000000000000:trader-data-llm-local-${name}`;
const SourceArn = arnOf("prompts-dlq");
const DestinationArn = arnOf("prompts");

describe("a message move task of the stack", () => {
  let stack: Stack;
  let sqs: SQSClient;
  beforeEach(async () => {
    stack = await startStack({ market: null, clock: () => 1_700_000_000_000 });
    const credentials = { accessKeyId: "local-id", secretAccessKey: "local-secret" };
    sqs = new SQSClient({ region: "us-east-2", credentials, endpoint: stack.awsUrl });
  });
  afterEach(async () => {
    sqs.destroy();
    await stack.stop();
  });

  const listed = async (): Promise<ListMessageMoveTasksCommandOutput["Results"]> => {
    for (;;) {
      const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
      if (Results?.every(({ Status }) => Status !== "RUNNING")) return Results;
    }
  };
  const start = async (input: { SourceArn: string; DestinationArn?: string }) =>
    await sqs.send(new StartMessageMoveTaskCommand(input));

  it("moves every message with its attributes, under a new id", async () => {
    const sent = new Set<string>();
    for (let index = 0; index < 23; index += 1) {
      const MessageAttributes = {
        error_code: { DataType: "String", StringValue: `CODE_${index}` },
        bytes: { DataType: "Binary", BinaryValue: Uint8Array.from([index, 255]) },
      };
      const message = { QueueUrl: stack.dlqUrl, MessageBody: `body ${index}`, MessageAttributes };
      sent.add((await sqs.send(new SendMessageCommand(message))).MessageId ?? "");
    }
    expect((await start({ SourceArn, DestinationArn })).TaskHandle).toMatch(/./);
    expect(await listed()).toEqual([
      {
        Status: "COMPLETED",
        SourceArn,
        DestinationArn,
        ApproximateNumberOfMessagesMoved: 23,
        ApproximateNumberOfMessagesToMove: 23,
        StartedTimestamp: 1_700_000_000_000,
      },
    ]);
    expect(await stack.readDeadLetters()).toEqual([]);
    const received = new Map<string, string | undefined>();
    while (received.size < 23) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: stack.queueUrl,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ["All"],
        }),
      );
      for (const { Body = "", MessageId = "", MessageAttributes } of Messages) {
        expect(sent.has(MessageId)).toBe(false);
        expect(MessageAttributes?.["bytes"]?.BinaryValue?.[1]).toBe(255);
        received.set(Body, MessageAttributes?.["error_code"]?.StringValue);
      }
    }
    expect(received.get("body 22")).toBe("CODE_22");
  });

  it("knows no task before the first, and tells the newest first", async () => {
    expect(await listed()).toEqual([]);
    await start({ SourceArn, DestinationArn });
    await listed();
    await sqs.send(new SendMessageCommand({ QueueUrl: stack.dlqUrl, MessageBody: "x" }));
    await start({ SourceArn, DestinationArn });
    await listed();
    const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 }));
    expect(Results?.map((task) => task.ApproximateNumberOfMessagesMoved)).toEqual([1, 0]);
  });

  it("is refused while another one runs", async () => {
    for (let index = 0; index < 20; index += 1) {
      await sqs.send(new SendMessageCommand({ QueueUrl: stack.dlqUrl, MessageBody: "x" }));
    }
    const input = { SourceArn, DestinationArn };
    const outcomes = await Promise.allSettled([start(input), start(input)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await listed();
    await expect(start(input)).resolves.toBeDefined();
  });

  it("ends with the stack", async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl: stack.dlqUrl, MessageBody: "x" }));
    await start({ SourceArn, DestinationArn });
    await expect(stack.stop()).resolves.toBeUndefined();
  });

  it("is refused without a destination, since SQS knows no source of a message that was sent", async () => {
    await expect(start({ SourceArn })).rejects.toThrow(UnsupportedOperation);
    await expect(start({ SourceArn })).rejects.toThrow(/^DestinationArn is missing.*CouldNotDetermineMessageSource/);
  });

  it.each([
    { SourceArn: arnOf("nothing"), DestinationArn, named: "SourceArn" },
    { SourceArn, DestinationArn: arnOf("nothing"), named: "DestinationArn" },
    { SourceArn: SourceArn.replace("us-east-2", "eu-west-1"), DestinationArn, named: "SourceArn" },
    { SourceArn: "no ARN", DestinationArn, named: "SourceArn" },
  ])("is refused where no queue has the ARN: $SourceArn to $DestinationArn", async ({ named, ...input }) => {
    const starting = start(input);
    await expect(starting).rejects.toThrow(ResourceNotFoundException);
    await expect(starting).rejects.toThrow(`specified for the ${named} parameter doesn't exist`);
  });

  it("is refused for a request that says nothing", async () => {
    const headers = {
      "x-amz-target": "AmazonSQS.StartMessageMoveTask",
      authorization: "AWS4-HMAC-SHA256 Credential=KEY/20261123/us-east-2/sqs/aws4_request, Signature=0",
    };
    const response = await fetch(stack.awsUrl, { method: "POST", headers, body: "{}" });
    expect([response.status, await response.json()]).toEqual([
      400,
      { __type: "com.amazonaws.sqs#InvalidParameterValue", message: "SourceArn is missing or invalid" },
    ]);
  });
});
