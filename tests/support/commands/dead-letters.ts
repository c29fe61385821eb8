import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { onTestFinished } from "vitest";
import type { Stack } from "../../../src/emulators/stack.ts";

/** Puts messages on the queues of a stack, and takes them from there. */
export interface LetterBox {
  /** Puts a dead letter, as the function does where it gives a cause. Gives its message id. */
  put(body: string, cause?: Readonly<Record<string, string>>): Promise<string>;
  /** The bodies that can be received from a queue at this moment. They stay hidden then. */
  receiveAll(queueUrl: string): Promise<readonly string[]>;
}

/** Opens the queues of a stack until the test ends. */
export function openLetterBox(stack: Stack): LetterBox {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SQSClient({ region: "us-east-2", credentials, endpoint: stack.awsUrl });
  onTestFinished(() => client.destroy());
  return {
    async put(body, cause = {}) {
      const { MessageId = "" } = await client.send(
        new SendMessageCommand({
          QueueUrl: stack.dlqUrl,
          MessageBody: body,
          MessageAttributes: Object.fromEntries(
            Object.entries(cause).map(([name, value]) => [name, { DataType: "String", StringValue: value }]),
          ),
        }),
      );
      return MessageId;
    },
    async receiveAll(QueueUrl) {
      const bodies: string[] = [];
      for (;;) {
        const ask = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 });
        const { Messages = [] } = await client.send(ask);
        if (Messages.length === 0) return bodies;
        bodies.push(...Messages.map(({ Body = "" }) => Body));
      }
    },
  };
}
