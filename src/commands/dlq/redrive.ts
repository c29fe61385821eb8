import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { deployedNames } from "../../platform/config/deployed-names.ts";
import { targetArguments } from "../kit/operator-target.ts";
import { type CommandContext, CommandFailure } from "../kit/run-command.ts";
import { findStageQueue, type StageQueue } from "../kit/stage-queues.ts";
import type { DlqAction, DlqArguments } from "./dlq-arguments.ts";
import { isNamed, type Letter, letterJson } from "./letter.ts";
import type { LetterQueue, ReadLetters } from "./letter-queue.ts";
import { moveAll } from "./move-all.ts";
import { formatCounts, formatLetter, formatRisks, formatUnread } from "./format-letters.ts";

/** What a redrive works with. */
export interface RedriveTools extends CommandContext {
  readonly client: SQSClient;
  readonly dlq: StageQueue;
  readonly letters: LetterQueue;
  /** Says what is no result: standard error with `--json`. */
  readonly say: (line: string) => void;
  readonly nowMs: number;
}

/** Sends letters back to the prompts queue, or says what would be sent. Gives the exit code. */
export async function redrive(
  given: DlqArguments,
  { ids, isConfirmed }: Extract<DlqAction, { kind: "redrive" }>,
  tools: RedriveTools,
): Promise<number> {
  if (ids.length > 0) return await redriveNamed(given, ids, isConfirmed, tools);
  return isConfirmed ? await redriveAll(given, tools) : await rehearseAll(given, tools);
}

async function rehearseAll({ target, most, json }: DlqArguments, tools: RedriveTools): Promise<number> {
  const read = await tools.letters.withLetters(most, tools.signal, async (found) => found);
  if (read.letters.length === 0) {
    for (const line of ["The dead-letter queue is empty: nothing would go back", ...formatUnread(read)])
      tools.say(line);
    return 0;
  }
  const { queue } = deployedNames(target.stage);
  const count = read.letters.length;
  tools.say(
    read.unread === 0
      ? `${countOf(count)} would go back to ${queue}:`
      : `About ${countOf(count + read.unread)} would go back to ${queue}, all of them; of the ${count} that were read:`,
  );
  for (const line of formatCounts(read.letters)) tools.say(line);
  for (const line of [...formatUnread(read), ...formatRisks(read.letters)]) tools.say(line);
  if (json) for (const letter of read.letters) tools.terminal.print(JSON.stringify(letterJson(letter, tools.nowMs)));
  tools.say(`Nothing was moved. To do it: npm run dlq -- redrive --yes ${targetArguments(target)}`);
  return 0;
}

async function redriveAll({ target, json }: DlqArguments, tools: RedriveTools): Promise<number> {
  const { client, dlq, letters, signal, terminal, say } = tools;
  if (letters.count === 0) {
    say("The dead-letter queue is empty: nothing goes back");
    if (json) terminal.print(JSON.stringify({ moved: 0 }));
    return 0;
  }
  const prompts = await findStageQueue(client, target, deployedNames(target.stage).queue);
  const ask = new GetQueueAttributesCommand({ QueueUrl: prompts.url, AttributeNames: ["QueueArn"] });
  const { Attributes = {} } = await prompts.judged("sqs:GetQueueAttributes", client.send(ask));
  const destinationArn = Attributes.QueueArn ?? "";
  const moved = await moveAll(client, { source: dlq, sourceArn: letters.arn, destinationArn, signal });
  say(`${countOf(moved)} went back to ${deployedNames(target.stage).queue}`);
  if (json) terminal.print(JSON.stringify({ moved }));
  return 0;
}

async function redriveNamed(
  { target, most, json }: DlqArguments,
  ids: readonly string[],
  isConfirmed: boolean,
  tools: RedriveTools,
): Promise<number> {
  const { client, letters, signal, terminal, say, nowMs } = tools;
  const queueName = deployedNames(target.stage).queue;
  const prompts = isConfirmed ? await findStageQueue(client, target, queueName) : null;
  return await letters.withLetters(most, signal, async (read: ReadLetters) => {
    const named = read.letters.filter((letter) => ids.some((id) => isNamed(letter, id)));
    const missing = ids.filter((id) => !read.letters.some((letter) => isNamed(letter, id)));
    for (const letter of named) {
      if (signal.aborted) return 1;
      if (prompts !== null) await sendBack(letter, prompts, tools);
      if (json) terminal.print(JSON.stringify({ ...letterJson(letter, nowMs), moved: isConfirmed }));
      else terminal.print(`${isConfirmed ? "Sent back" : "Would go back"}: ${formatLetter(letter, nowMs)}`);
    }
    for (const line of formatRisks(named)) say(line);
    for (const id of missing) terminal.note(`No message ${JSON.stringify(id)} was found`);
    if (missing.length > 0) for (const line of formatUnread(read)) terminal.note(line);
    if (!isConfirmed && named.length > 0) say("Nothing was moved. To do it, add --yes");
    return missing.length > 0 ? 1 : 0;
  });
}

/** It is deleted only once its copy stands in the queue: a copy is better than a loss, and the ledger answers once. */
async function sendBack(letter: Letter, prompts: StageQueue, { client, letters }: RedriveTools): Promise<void> {
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
  await prompts.judged("sqs:SendMessage", client.send(command));
  try {
    await letters.delete(letter);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${messageId} was sent back, but stands in the dead-letter queue still: ${reason}`, {
      cause: error,
    });
  }
}

function countOf(count: number): string {
  return count === 1 ? "1 message" : `${count} messages`;
}
