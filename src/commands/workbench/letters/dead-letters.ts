import type { SQSClient } from "@aws-sdk/client-sqs";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { deployedNames } from "../../../platform/config/deployed-names.ts";
import { adviceOn } from "../../dlq/advice.ts";
import { isNamed, type Letter, postOf, whyHopeless } from "../../dlq/letter.ts";
import { openLetterQueue } from "../../dlq/letter-queue.ts";
import { sendBack } from "../../dlq/send-back.ts";
import { type OperatorTarget, targetArguments } from "../../kit/operator-target.ts";
import { createQueueClient, findStageQueue } from "../../kit/stage-queues.ts";
import type { LettersView, LetterView } from "../views/work-views.ts";

/** What the page does with dead letters. */
export interface DeadLetters {
  list(): Promise<LettersView>;
  /** How many there are; null where the queue does not tell. */
  count(): Promise<number | null>;
  /** Sends some back to the prompts queue. Gives how many went. */
  redrive(messageIds: readonly string[]): Promise<number>;
  /** Deletes some for good. Gives how many are gone. */
  delete(messageIds: readonly string[]): Promise<number>;
  stop(): void;
}

const maxLetters = 100;

/**
 * Opens the dead letters of a stack or a stage.
 *
 * @param canReceive whether they may be received, which hides them from others for a moment: a stage is only asked how many it has.
 */
export function openDeadLetters(target: OperatorTarget, canReceive: boolean): DeadLetters {
  const client = createQueueClient(target);
  const { deadLetterQueue, queue } = deployedNames(target.stage);
  const names = targetArguments(target);
  const commands = [
    `npm run dlq -- list ${names}`,
    `npm run dlq -- show ID ${names}`,
    `npm run dlq -- redrive --id ID ${names}`,
    `npm run dlq -- delete ID ${names}`,
  ];

  async function withSelected(
    ids: readonly string[],
    work: (letter: Letter, desk: Selected) => Promise<void>,
  ): Promise<number> {
    const found = await findStageQueue(client, target, deadLetterQueue);
    const letters = await openLetterQueue(client, found, 0);
    return await letters.withLetters(maxLetters, new AbortController().signal, async (read) => {
      const selected = read.letters.filter((letter) => ids.some((id) => isNamed(letter, id)));
      for (const letter of selected) await work(letter, { client, letters });
      return selected.length;
    });
  }

  return {
    async list() {
      try {
        const count = await countLetters(client, target, deadLetterQueue);
        if (!canReceive) return { letters: null, count, commands, problem: null };
        const found = await findStageQueue(client, target, deadLetterQueue);
        const opened = await openLetterQueue(client, found, 0);
        const read = await opened.withLetters(maxLetters, new AbortController().signal, async (all) => all);
        return { letters: read.letters.map(viewLetter), count, commands, problem: null };
      } catch (error) {
        return {
          letters: null,
          count: null,
          commands,
          problem: error instanceof Error ? error.message : String(error),
        };
      }
    },
    count: async () => await countLetters(client, target, deadLetterQueue).catch(() => null),
    async redrive(ids) {
      const prompts = await findStageQueue(client, target, queue);
      return await withSelected(ids, async (letter, { letters }) => {
        if (whyHopeless(letter) === null) await sendBack(letter, prompts, { client, letters, onSent: () => undefined });
      });
    },
    delete: async (ids) => await withSelected(ids, async (letter, { letters }) => await letters.delete(letter)),
    stop: () => client.destroy(),
  };
}

interface Selected {
  readonly client: SQSClient;
  readonly letters: Awaited<ReturnType<typeof openLetterQueue>>;
}

async function countLetters(client: SQSClient, target: OperatorTarget, name: string): Promise<number> {
  const { url, judged } = await findStageQueue(client, target, name);
  const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const ask = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...AttributeNames] });
  const { Attributes = {} } = await judged("sqs:GetQueueAttributes", client.send(ask));
  return AttributeNames.reduce((sum, attribute) => sum + Number(Attributes[attribute] ?? 0), 0);
}

function viewLetter(letter: Letter): LetterView {
  const { messageId, correlationId, request, errorCode, errorMessage, sentAtMs, body } = letter;
  return {
    messageId,
    correlationId,
    productId: request?.product_id ?? null,
    prompt: request?.prompt ?? null,
    errorCode: errorCode ?? "moved by the queue",
    errorMessage: errorMessage ?? "The message was received too often without success",
    advice: adviceOn(errorCode),
    sentAt: sentAtMs === null ? null : new Date(sentAtMs).toISOString(),
    body: body.slice(0, 20_000),
    hopeless: whyHopeless(letter),
    post: postOf(letter),
  };
}
