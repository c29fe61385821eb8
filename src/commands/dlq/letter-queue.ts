import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { someAtOnce } from "../kit/some-at-once.ts";
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
   * Reads up to `max` letters and gives them to `use`; whatever that comes to, those that it did not delete can be received
   * again at once. Between its calls it heeds the signal.
   */
  withLetters<T>(max: number, signal: AbortSignal, use: (read: ReadLetters) => Promise<T>): Promise<T>;
  /**
   * Goes through all letters, a few at a time, and gives them to `handle`, each once. Those that it did not delete can be
   * received again at the end. Before each receive it heeds the signal.
   */
  sweep(signal: AbortSignal, handle: (letters: readonly Letter[]) => Promise<void>): Promise<SweptLetters>;
  /** Takes a letter out of the queue. */
  delete(letter: Letter): Promise<void>;
}

/** What a sweep came to. */
export interface SweptLetters {
  /** How many somebody else had received when it began, as far as SQS can tell. */
  readonly received: number;
}

const batchSize = 10;
/** Longer than reading takes, and short enough for those that a killed process leaves behind. */
const visibilityTimeoutSeconds = 60;
/** To go through more letters than these takes longer. */
const fewLetters = 1_000;
const longVisibilityTimeoutSeconds = 600;
/** Letters whose time was up come again: so many receives in a row that hold nothing else end a sweep. */
const maxStaleReceives = 20;

const countNames = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;

/**
 * Opens a dead-letter queue.
 *
 * @param waitSeconds how long SQS waits for a message, 0 to 20.
 */
export async function openLetterQueue(
  client: SQSClient,
  { url, judged }: StageQueue,
  waitSeconds: number,
): Promise<LetterQueue> {
  const ask = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...countNames] });
  const { Attributes = {} } = await judged("sqs:GetQueueAttributes", client.send(ask));
  const [visible, received, delayed] = countNames.map((name) => Number(Attributes[name] ?? 0));
  const deleted = new Set<string>();
  const isFew = (visible ?? 0) + (received ?? 0) + (delayed ?? 0) <= fewLetters;

  /** It is let end also where it is interrupted: what it gives out would be hidden from everybody otherwise. */
  async function receiveOnce(max: number, hiddenSeconds: number): Promise<readonly Letter[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: Math.min(batchSize, max),
      VisibilityTimeout: hiddenSeconds,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    const { Messages = [] } = await judged("sqs:ReceiveMessage", client.send(command));
    return Messages.map(toLetter);
  }

  async function receive(max: number, signal: AbortSignal, held: Map<string, Letter>): Promise<void> {
    while (held.size < max && !signal.aborted) {
      const known = held.size;
      for (const letter of await receiveOnce(max - held.size, visibilityTimeoutSeconds))
        held.set(letter.messageId, letter);
      if (held.size === known) return;
    }
  }

  /** One that can't be released any more is not received any more either: its time was up, or it is gone. */
  async function release(receiptHandles: readonly string[]): Promise<void> {
    const batches: string[][] = [];
    for (let from = 0; from < receiptHandles.length; from += batchSize) {
      batches.push(receiptHandles.slice(from, from + batchSize));
    }
    const results = await someAtOnce(batches, async (handles) => {
      const Entries = handles.map((ReceiptHandle, index) => ({
        Id: String(index),
        ReceiptHandle,
        VisibilityTimeout: 0,
      }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries });
      // One that fails keeps none of the others hidden.
      return await Promise.allSettled([judged("sqs:ChangeMessageVisibility", client.send(command))]);
    });
    const failed = results.flat().find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  /** Gives letters back whatever comes of the work. */
  async function givingBack<T>(
    handlesById: () => Iterable<readonly [id: string, handle: string]>,
    work: () => Promise<T>,
  ) {
    const giveBack = (): Promise<void> =>
      release([...handlesById()].filter(([id]) => !deleted.has(id)).map(([, handle]) => handle));
    let done: T;
    try {
      done = await work();
    } catch (error) {
      // What failed first says more, such as which letter stands in both queues.
      await giveBack().catch(() => undefined);
      throw error;
    }
    await giveBack();
    return done;
  }

  return {
    async withLetters(max, signal, use) {
      const held = new Map<string, Letter>();
      const handlesById = () =>
        [...held.values()].map(({ messageId, receiptHandle }) => [messageId, receiptHandle] as const);
      return await givingBack(handlesById, async () => {
        await receive(max, signal, held);
        const letters = [...held.values()].toSorted((left, right) => (left.sentAtMs ?? 0) - (right.sentAtMs ?? 0));
        const unread = Math.max(0, (visible ?? 0) + (delayed ?? 0) - letters.length);
        return await use({ letters, unread, received: received ?? 0 });
      });
    },
    async sweep(signal, handle) {
      const handles = new Map<string, string>();
      return await givingBack(
        () => handles,
        async () => {
          let staleReceives = 0;
          while (!signal.aborted && staleReceives < maxStaleReceives) {
            const letters = await receiveOnce(
              batchSize,
              isFew ? visibilityTimeoutSeconds : longVisibilityTimeoutSeconds,
            );
            if (letters.length === 0) break;
            const fresh = letters.filter(({ messageId }) => !handles.has(messageId));
            for (const { messageId, receiptHandle } of letters) handles.set(messageId, receiptHandle);
            staleReceives = fresh.length === 0 ? staleReceives + 1 : 0;
            if (fresh.length > 0) await handle(fresh);
          }
          return { received: received ?? 0 };
        },
      );
    },
    async delete({ messageId, receiptHandle }) {
      const command = new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receiptHandle });
      await judged("sqs:DeleteMessage", client.send(command));
      deleted.add(messageId);
    },
  };
}
