import { deployedNames } from "../../platform/config/deployed-names.ts";
import { targetArguments } from "../kit/operator-target.ts";
import { findStageQueue } from "../kit/stage-queues.ts";
import type { DlqArguments, Removal, Selection } from "./dlq-arguments.ts";
import { countOf, type DlqTools, isSelected, settled } from "./dlq-tools.ts";
import { formatCounts, formatRisks, formatRow, formatUnread } from "./format-letters.ts";
import { formatHopeless } from "./format-next-steps.ts";
import { isHopeless, isNamed, type Letter, letterJson, whyHopeless } from "./letter.ts";
import { sendBack } from "./send-back.ts";

/**
 * Sends letters back to the prompts queue, or says what would be sent. What can never succeed stays. Gives the exit code: 1
 * where one that is named was not found or stays.
 */
export async function redrive(given: DlqArguments, removal: Removal, tools: DlqTools): Promise<number> {
  return removal.isConfirmed
    ? await redriveSelected(given, removal.selection, tools)
    : await rehearse(given, removal.selection, tools);
}

async function rehearse({ target, max, json }: DlqArguments, selection: Selection, tools: DlqTools): Promise<number> {
  const { letters: queue, signal, terminal, say, nowMs } = tools;
  const read = await queue.withLetters(max, signal, async (found) => found);
  const selected = read.letters.filter((letter) => isSelected(letter, selection));
  const [going, staying] = [selected.filter((letter) => !isHopeless(letter)), selected.filter(isHopeless)];
  if (selection.kind === "ids") for (const letter of going) printRow(letter, { json, isMoved: false }, tools);
  else {
    const { queue: queueName } = deployedNames(target.stage);
    say(going.length === 0 ? "Nothing would go back" : `${countOf(going.length)} would go back to ${queueName}:`);
    for (const line of formatCounts(going)) say(line);
    if (json)
      for (const letter of going) terminal.print(JSON.stringify({ ...letterJson(letter, nowMs), moved: false }));
    for (const line of formatUnread(read)) say(line);
    if (read.unread > 0) say("With --yes all are gone through, those that were not read as well");
  }
  for (const line of formatRisks(going)) say(line);
  const exitCode = reportLeft(selection, selected, staying, tools);
  for (const line of formatHopeless(staying, target)) say(line);
  if (exitCode === 1 && selection.kind === "ids") for (const line of formatUnread(read)) terminal.note(line);
  if (going.length > 0) {
    const again =
      selection.kind === "all" ? `: npm run dlq -- redrive --yes ${targetArguments(target)}` : ", add --yes";
    say(`Nothing was moved. To do it${again}`);
  }
  return exitCode;
}

async function redriveSelected({ target, json }: DlqArguments, selection: Selection, tools: DlqTools) {
  const { client, letters: queue, signal, terminal, say } = tools;
  const queueName = deployedNames(target.stage).queue;
  const prompts = await findStageQueue(client, target, queueName);
  const sentIds = new Set<string>();
  const sent: Letter[] = [];
  const staying: Letter[] = [];
  let returned = 0;
  const swept = await queue
    .sweep(signal, async (batch) => {
      const selected = batch.filter((letter) => isSelected(letter, selection));
      const again = selected.filter((letter) => isReturned(letter, sentIds));
      returned += again.length;
      staying.push(...selected.filter(isHopeless).map(withoutBody));
      await settled(
        selected
          .filter((letter) => !isHopeless(letter) && !again.includes(letter))
          .map(async (letter) => {
            await sendBack(letter, prompts, { client, letters: queue, onSent: (id) => void sentIds.add(id) });
            sent.push(withoutBody(letter));
            if (selection.kind === "ids") printRow(letter, { json, isMoved: true }, tools);
          }),
      );
    })
    .finally(() => {
      if (selection.kind === "ids") return;
      if (json) terminal.print(JSON.stringify({ moved: sent.length, left: staying.length }));
      say(sent.length === 0 ? "Nothing went back" : `${countOf(sent.length)} went back to ${queueName}`);
    });
  if (returned > 0) say(`${countOf(returned)} failed again meanwhile: fix the cause first`);
  for (const line of formatRisks(sent)) say(line);
  const exitCode = reportLeft(selection, [...sent, ...staying], staying, tools);
  for (const line of formatHopeless(staying, target)) say(line);
  const unread = { letters: [], unread: 0, received: swept.received };
  if (sent.length + staying.length === 0 || exitCode === 1) for (const line of formatUnread(unread)) say(line);
  return exitCode;
}

/** Whether a letter was sent back by this command and failed again. It would go round and round. */
function isReturned({ messageId, attributes }: Letter, sentIds: ReadonlySet<string>): boolean {
  return sentIds.has(messageId) || sentIds.has(attributes["source_message_id"] ?? "");
}

/** What is counted at the end is no body. */
function withoutBody(letter: Letter): Letter {
  return { ...letter, body: "" };
}

function printRow(
  letter: Letter,
  { json, isMoved }: { readonly json: boolean; readonly isMoved: boolean },
  { terminal, nowMs }: DlqTools,
): void {
  if (json) terminal.print(JSON.stringify({ ...letterJson(letter, nowMs), moved: isMoved }));
  else terminal.print(formatRow(isMoved ? "Sent back: " : "Would go back: ", letter, nowMs, terminal.rowColumns));
}

/** Names those that were asked for by name and stay, or are not there. Gives the exit code. */
function reportLeft(
  selection: Selection,
  found: readonly Letter[],
  staying: readonly Letter[],
  { terminal }: DlqTools,
): number {
  if (selection.kind === "code" && found.length === 0) {
    terminal.note(`No message ${selection.code === null ? "without a code" : `with code ${selection.code}`} was found`);
    return 1;
  }
  if (selection.kind !== "ids") return 0;
  for (const letter of staying) terminal.note(`${letter.messageId} stays: ${whyHopeless(letter)}`);
  const missing = selection.ids.filter((id) => !found.some((letter) => isNamed(letter, id)));
  for (const id of missing) terminal.note(`No message ${JSON.stringify(id)} was found`);
  return missing.length > 0 || staying.length > 0 ? 1 : 0;
}
