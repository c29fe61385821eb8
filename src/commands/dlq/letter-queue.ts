import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { StageQueue } from "../kit/stage-queues.ts";
import { type Letter, toLetter } from "./letter.ts";

/** What was read of a dead-letter queue. */
export interface ReadLetters {
  /** The oldest first. */
  readonly letters: readonly Letter[];
  /** How many more stand there, as far as SQS can tell: unread, and those that somebody else has received. */
  readonly unread: number;
  readonly received: number;
}

/** A dead-letter queue, as the commands work with it. Its calls throw CommandFailure. */
export interface LetterQueue {
  /**
   * Reads up to `most` letters and gives them to `use`; whatever that comes to, those that it did not delete can be received
   * again at once. Between its calls it heeds the signal.
   */
  withLetters<T>(most: number, signal: AbortSignal, use: (read: ReadLetters) => Promise<T>): Promise<T>;
  /** Takes a letter out of the queue. */
  delete(letter: Letter): Promise<void>;
  readonly arn: string;
  /** How many letters stand there, received ones too, as far as SQS can tell. */
  readonly count: number;
}

const batchSize = 10;
/** Longer than reading takes, and short enough for those that a killed process leaves behind. */
const visibilityTimeoutSeconds = 60;
/** With any wait at all SQS asks all of its servers. */
const waitSeconds = 1;

const countNames = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;

/** Opens a dead-letter queue. */
export async function openLetterQueue(client: SQSClient, { url, judged }: StageQueue): Promise<LetterQueue> {
  const ask = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn", ...countNames] });
  const { Attributes = {} } = await judged("sqs:GetQueueAttributes", client.send(ask));
  const [visible, received, delayed] = countNames.map((name) => Number(Attributes[name] ?? 0));
  const count = (visible ?? 0) + (received ?? 0) + (delayed ?? 0);

  /** The receive that runs is let end: what it gives out would be hidden from everybody otherwise. */
  async function receive(most: number, signal: AbortSignal, held: Map<string, Letter>): Promise<void> {
    while (held.size < most && !signal.aborted) {
      const command = new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(batchSize, most - held.size),
        VisibilityTimeout: visibilityTimeoutSeconds,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      });
      const { Messages = [] } = await judged("sqs:ReceiveMessage", client.send(command));
      const known = held.size;
      for (const message of Messages) held.set(message.MessageId ?? "", toLetter(message));
      if (held.size === known) return;
    }
  }

  /** One that can't be released any more is not received any more either: its time was up, or it is gone. */
  async function release(letters: readonly Letter[]): Promise<void> {
    const releasing: Promise<unknown>[] = [];
    for (let from = 0; from < letters.length; from += batchSize) {
      const Entries = letters.slice(from, from + batchSize).map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: 0,
      }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries });
      releasing.push(judged("sqs:ChangeMessageVisibility", client.send(command)));
    }
    await Promise.allSettled(releasing);
    await Promise.all(releasing);
  }

  const deleted = new Set<string>();
  return {
    arn: Attributes.QueueArn ?? "",
    count,
    async withLetters<T>(most: number, signal: AbortSignal, use: (read: ReadLetters) => Promise<T>) {
      const held = new Map<string, Letter>();
      const giveBack = (): Promise<void> =>
        release([...held.values()].filter(({ messageId }) => !deleted.has(messageId)));
      let used: T;
      try {
        await receive(most, signal, held);
        const letters = [...held.values()].toSorted((left, right) => (left.sentAtMs ?? 0) - (right.sentAtMs ?? 0));
        used = await use({
          letters,
          unread: Math.max(0, (visible ?? 0) + (delayed ?? 0) - letters.length),
          received: received ?? 0,
        });
      } catch (error) {
        // What failed first says more, such as which letter stands in both queues.
        await giveBack().catch(() => undefined);
        throw error;
      }
      await giveBack();
      return used;
    },
    async delete({ messageId, receiptHandle }) {
      const command = new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receiptHandle });
      await judged("sqs:DeleteMessage", client.send(command));
      deleted.add(messageId);
    },
  };
}
