import type { Clock } from "../../platform/clock.ts";
import { deployedNames } from "../../platform/config/deployed-names.ts";
import { targetArguments } from "../kit/operator-target.ts";
import type { CommandContext } from "../kit/run-command.ts";
import { createQueueClient, findStageQueue, formatTarget } from "../kit/stage-queues.ts";
import { type DlqArguments, dlqUsage, readDlqArguments } from "./dlq-arguments.ts";
import { isNamed, letterJson } from "./letter.ts";
import { openLetterQueue } from "./letter-queue.ts";
import { redrive, type RedriveTools } from "./redrive.ts";
import { showLetter, formatCounts, formatLetter, formatUnread } from "./format-letters.ts";

/**
 * `npm run dlq`: says what stands in the dead-letter queue of a deployment, and sends it back.
 *
 * @throws UsageError, and CommandFailure where AWS did not do what was asked.
 */
export async function dlq(
  argv: readonly string[],
  { terminal, signal }: CommandContext,
  clock: Clock = Date.now,
): Promise<number> {
  const given = readDlqArguments(argv);
  if (given === null) {
    terminal.print(dlqUsage);
    return 0;
  }
  const { action, target, json } = given;
  const queueName = deployedNames(target.stage).deadLetterQueue;
  const say = json ? terminal.note : terminal.print;
  say(formatTarget(target, queueName));
  const client = createQueueClient(target);
  try {
    const queue = await findStageQueue(client, target, queueName);
    const letters = await openLetterQueue(client, queue);
    const tools: RedriveTools = { client, dlq: queue, letters, say, terminal, signal, nowMs: clock() };
    if (action.kind === "redrive") return await redrive(given, action, tools);
    return action.kind === "list" ? await list(given, tools) : await show(given, action.id, tools);
  } finally {
    client.destroy();
  }
}

async function list({ target, most, json }: DlqArguments, tools: RedriveTools): Promise<number> {
  const { letters: queue, terminal, signal, say, nowMs } = tools;
  const read = await queue.withLetters(most, signal, async (found) => found);
  if (read.letters.length === 0) {
    say(read.unread + read.received === 0 ? "It is empty" : "Nothing could be read");
    for (const line of formatUnread(read)) say(line);
    return 0;
  }
  for (const letter of read.letters) {
    terminal.print(json ? JSON.stringify(letterJson(letter, nowMs)) : formatLetter(letter, nowMs));
  }
  say("");
  for (const line of [...formatCounts(read.letters), ...formatUnread(read)]) say(line);
  say(`\nOne of them, and what to do about it: npm run dlq -- show ID ${targetArguments(target)}`);
  return 0;
}

async function show({ target, most, json }: DlqArguments, id: string, tools: RedriveTools): Promise<number> {
  const { letters: queue, terminal, signal, nowMs } = tools;
  const read = await queue.withLetters(most, signal, async (found) => found);
  const found = read.letters.filter((letter) => isNamed(letter, id));
  for (const letter of found) {
    const { attributes } = letter;
    const text = json
      ? JSON.stringify({ ...letterJson(letter, nowMs), attributes })
      : `\n${showLetter(letter, target, nowMs)}`;
    terminal.print(text);
  }
  if (found.length > 0) return 0;
  terminal.note(`No message ${JSON.stringify(id)} was found among the ${read.letters.length} that were read`);
  for (const line of formatUnread(read)) terminal.note(line);
  return 1;
}
