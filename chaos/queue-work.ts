import { GetQueueAttributesCommand, SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { setTimeout as sleepFor } from "node:timers/promises";
import { redriveLetters } from "./assistant-outage.ts";
import type { PlannedMessage } from "./plan.ts";
import type { SentMessage } from "./sent-message.ts";

/** Sends the messages in batches, as fast as the queue takes them. */
export async function sendAll(
  client: SQSClient,
  QueueUrl: string,
  messages: readonly PlannedMessage[],
): Promise<readonly SentMessage[]> {
  const sent: SentMessage[] = [];
  for (let from = 0; from < messages.length; from += 10) {
    const batch = messages.slice(from, from + 10);
    const Entries = batch.map(({ body }, index) => ({ Id: String(index), MessageBody: body }));
    const sentAtMs = Date.now();
    const { Successful = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    for (const { Id, MessageId = "" } of Successful) {
      const message = batch[Number(Id)];
      if (message !== undefined) sent.push({ ...message, messageId: MessageId, sentAtMs });
    }
  }
  if (sent.length < messages.length) throw new Error(`The queue took ${sent.length} of ${messages.length} messages`);
  return sent;
}

/** Waits until the queue holds nothing more. False where the time was up before. */
export async function untilEmpty(client: SQSClient, QueueUrl: string, untilMs: number): Promise<boolean> {
  const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  while (Date.now() < untilMs) {
    const ask = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] });
    const { Attributes = {} } = await client.send(ask);
    if (names.every((name) => Attributes[name] === "0")) return true;
    await sleepFor(100);
  }
  return false;
}

/** Sends the dead letters of requests back, once each. */
export async function redriveRequests(
  client: SQSClient,
  queues: { readonly queueUrl: string; readonly dlqUrl: string },
  sent: readonly SentMessage[],
): Promise<readonly SentMessage[]> {
  const requests = new Map(sent.flatMap((message) => (message.request === null ? [] : [[message.body, message]])));
  const redriven = await redriveLetters(client, queues, (body) => requests.has(body));
  return redriven.flatMap(({ body, messageId }) => {
    const message = requests.get(body);
    return message === undefined ? [] : [{ ...message, messageId, isRedriven: true }];
  });
}
