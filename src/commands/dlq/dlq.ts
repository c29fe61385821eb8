import type { Clock } from "../../platform/clock.ts";
import { deployedNames } from "../../platform/config/deployed-names.ts";
import type { Command, CommandContext } from "../kit/command.ts";
import { createQueueClient, findStageQueue, formatTarget } from "../kit/stage-queues.ts";
import { deleteLetters } from "./delete-letters.ts";
import { type DlqArguments, dlqHelp, readDlqArguments } from "./dlq-arguments.ts";
import type { DlqTools } from "./dlq-tools.ts";
import { isNamed, letterJson } from "./letter.ts";
import { openLetterQueue } from "./letter-queue.ts";
import { formatNextSteps } from "./format-next-steps.ts";
import { redrive } from "./redrive.ts";
import { showLetter, formatCounts, formatRow, formatUnread } from "./format-letters.ts";

/** `npm run dlq`: says what stands in the dead-letter queue of a deployment, sends it back, or deletes it. */
export const dlq: Command = { help: dlqHelp, run: async (argv, context) => await runDlq(argv, context) };

/** What the command takes of its surroundings. */
export interface DlqSurroundings {
  readonly clock?: Clock;
  /** How long SQS waits for a message, seconds, 0 to 20. With any wait at all it asks all of its servers. Default 1. */
  readonly waitSeconds?: number;
}

/**
 * Does what the command line says.
 *
 * @throws UsageError, and CommandFailure where AWS did not do what was asked.
 */
export async function runDlq(
  argv: readonly string[],
  context: CommandContext,
  { clock = Date.now, waitSeconds = 1 }: DlqSurroundings = {},
): Promise<number> {
  const given = readDlqArguments(argv);
  const { terminal } = context;
  const { action, target, json } = given;
  const queueName = deployedNames(target.stage).deadLetterQueue;
  const say = json ? terminal.note : terminal.print;
  say(formatTarget(target, queueName));
  const client = createQueueClient(target);
  try {
    const queue = await findStageQueue(client, target, queueName);
    const letters = await openLetterQueue(client, queue, waitSeconds);
    const tools: DlqTools = { ...context, client, letters, say, nowMs: clock() };
    if (action.kind === "list") return await list(given, tools);
    if (action.kind === "show") return await show(given, action.id, tools);
    return action.kind === "redrive" ? await redrive(given, action, tools) : await deleteLetters(given, action, tools);
  } finally {
    client.destroy();
  }
}

async function list({ target, max, json }: DlqArguments, tools: DlqTools): Promise<number> {
  const { letters: queue, terminal, signal, say, nowMs } = tools;
  const read = await queue.withLetters(max, signal, async (found) => found);
  if (read.letters.length === 0) {
    say(read.unread + read.received === 0 ? "It is empty" : "Nothing could be read");
    for (const line of formatUnread(read)) say(line);
    return 0;
  }
  for (const letter of read.letters) {
    terminal.print(
      json ? JSON.stringify(letterJson(letter, nowMs)) : formatRow("", letter, nowMs, terminal.rowColumns),
    );
  }
  say("");
  for (const line of [...formatCounts(read.letters), ...formatUnread(read)]) say(line);
  say("");
  for (const line of formatNextSteps(read.letters, target)) say(line);
  return 0;
}

async function show({ target, max, json }: DlqArguments, id: string, tools: DlqTools): Promise<number> {
  const { letters: queue, terminal, signal, nowMs } = tools;
  const read = await queue.withLetters(max, signal, async (found) => found);
  const found = read.letters.filter((letter) => isNamed(letter, id));
  for (const letter of found) {
    const { attributes } = letter;
    const text = json
      ? JSON.stringify({ ...letterJson(letter, nowMs), attributes })
      : `\n${showLetter(letter, { target, nowMs, columns: terminal.columns })}`;
    terminal.print(text);
  }
  if (found.length > 0) return 0;
  terminal.note(`No message ${JSON.stringify(id)} was found among the ${read.letters.length} that were read`);
  for (const line of formatUnread(read)) terminal.note(line);
  return 1;
}
