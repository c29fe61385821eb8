import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { CommandFailure } from "../kit/command.ts";
import type { StageQueue } from "../kit/stage-queues.ts";
import type { Letter } from "./letter.ts";
import type { LetterQueue } from "./letter-queue.ts";

/** What a letter is sent back with. */
export interface SendBackTools {
  readonly client: SQSClient;
  readonly letters: Pick<LetterQueue, "delete">;
  /** Takes the id that it has in the prompts queue. */
  readonly onSent: (messageId: string) => void;
}

/**
 * Sends a letter back with its producer's attributes. It is deleted only once its copy stands in the queue: a copy is better than
 * a loss, and the ledger answers once.
 *
 * @throws CommandFailure that says where it stands then.
 */
export async function sendBack(
  letter: Letter,
  prompts: StageQueue,
  { client, letters, onSent }: SendBackTools,
): Promise<void> {
  const { request, body, messageId, kept } = letter;
  const groupId = kept.groupId ?? request?.product_id ?? null;
  const { attributes, traceHeader } = kept;
  const command = new SendMessageCommand({
    QueueUrl: prompts.url,
    MessageBody: body,
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: { ...attributes } }),
    ...(groupId === null ? {} : { MessageGroupId: groupId }),
    ...(traceHeader === null
      ? {}
      : { MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: traceHeader } } }),
  });
  const { MessageId = "" } = await prompts.judged("sqs:SendMessage", client.send(command));
  onSent(MessageId);
  try {
    await letters.delete(letter);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${messageId} was sent back, but stands in the dead-letter queue still: ${reason}`, {
      cause: error,
    });
  }
}
