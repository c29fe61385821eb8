import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { setTimeout as sleepFor } from "node:timers/promises";
import type { Fault } from "../src/emulators/http-server.ts";
import type { SimulatedClock } from "./simulated-clock.ts";

/** An outage of the Assistant. */
export interface AssistantOutage {
  /** What befalls each post while it lasts. */
  fault(): Fault | undefined;
  begin(): void;
  /** Lets the outage pass, in steps, while requests fail and come back; then the Assistant is up again. */
  pass(): Promise<void>;
}

/** The world's clock is turned in so many steps, with real time between them for attempts to begin and fail. */
const stepCount = 8;
const stepMs = 1_500;

/** Makes an {@link AssistantOutage} of `lastsMs` of the simulated clock. `settleMs`: no call of the function is older then. */
export function createAssistantOutage(
  { lastsMs, settleMs }: { readonly lastsMs: number; readonly settleMs: number },
  clock: SimulatedClock,
): AssistantOutage {
  let isOn = false;
  return {
    fault: () => (isOn ? { kind: "status", status: 503, body: { error: "unavailable" } } : undefined),
    begin() {
      isOn = true;
    },
    async pass() {
      for (let step = 0; step < stepCount; step += 1) {
        await sleepFor(stepMs);
        clock.turn(lastsMs / stepCount);
      }
      // What is still under way believes in an earlier time until its own is up.
      await sleepFor(settleMs);
      isOn = false;
    },
  };
}

/** Sends the dead letters that `isWanted` chooses back to the queue, as an operator does, and gives their old and new ids. */
export async function redriveLetters(
  client: SQSClient,
  { queueUrl, dlqUrl }: { readonly queueUrl: string; readonly dlqUrl: string },
  isWanted: (body: string) => boolean,
): Promise<readonly { readonly body: string; readonly messageId: string }[]> {
  const redriven: { body: string; messageId: string }[] = [];
  for (;;) {
    const ask = new ReceiveMessageCommand({ QueueUrl: dlqUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 });
    const { Messages = [] } = await client.send(ask);
    if (Messages.length === 0) return redriven;
    for (const { Body: body = "", ReceiptHandle } of Messages) {
      if (!isWanted(body)) continue;
      const { MessageId: messageId = "" } = await client.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }),
      );
      await client.send(new DeleteMessageCommand({ QueueUrl: dlqUrl, ReceiptHandle }));
      redriven.push({ body, messageId });
    }
  }
}
