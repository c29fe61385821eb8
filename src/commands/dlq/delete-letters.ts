import { indent } from "../kit/layout.ts";
import { targetArguments } from "../kit/operator-target.ts";
import { printable } from "../kit/printable.ts";
import type { DlqArguments, Removal, Selection } from "./dlq-arguments.ts";
import { countOf, type DlqTools, isSelected, settled } from "./dlq-tools.ts";
import { formatCounts, formatRow, formatUnread, movedByQueue } from "./format-letters.ts";
import { isHopeless, isNamed, type Letter, letterJson } from "./letter.ts";
import type { ReadLetters } from "./letter-queue.ts";

/**
 * Deletes letters for good, each after it was shown; without a confirmation it only shows them. Gives the exit code: 1 where one
 * that is named was not found, or none has the code.
 */
export async function deleteLetters(given: DlqArguments, removal: Removal, tools: DlqTools): Promise<number> {
  return removal.isConfirmed
    ? await deleteSelected(given, removal.selection, tools)
    : await showSelected(given, removal.selection, tools);
}

async function showSelected({ target, max, json }: DlqArguments, selection: Selection, tools: DlqTools) {
  const { letters: queue, signal, say } = tools;
  const read = await queue.withLetters(max, signal, async (found) => found);
  const selected = read.letters.filter((letter) => isSelected(letter, selection));
  for (const letter of selected) printLetter(letter, { json, selection, isDeleted: false }, tools);
  const exitCode = reportMissing(selection, selected, read, tools);
  if (selected.length === 0) return exitCode;
  const hopeful = selected.filter((letter) => !isHopeless(letter)).length;
  say("");
  for (const line of formatCounts(selected)) say(line);
  if (hopeful > 0) say(`${hopeful} can still succeed: npm run dlq -- redrive ${targetArguments(target)}`);
  if (exitCode === 0) for (const line of formatUnread(read)) say(line);
  say("Nothing was deleted. To do it, add --yes: it is for good");
  return exitCode;
}

async function deleteSelected({ json }: DlqArguments, selection: Selection, tools: DlqTools): Promise<number> {
  const { letters: queue, signal, say, terminal } = tools;
  const deleted: Letter[] = [];
  const others = new Set<string>();
  const swept = await queue
    .sweep(signal, async (letters) => {
      const selected = letters.filter((letter) => isSelected(letter, selection));
      for (const { errorCode } of letters) others.add(errorCode ?? movedByQueue);
      if (!json) for (const letter of selected) printLetter(letter, { json, selection, isDeleted: false }, tools);
      await settled(
        selected.map(async (letter) => {
          await queue.delete(letter);
          // What is counted at the end is no body.
          deleted.push({ ...letter, body: "" });
          if (json) printLetter(letter, { json, selection, isDeleted: true }, tools);
        }),
      );
    })
    .finally(() => {
      if (deleted.length > 0) say(`\n${countOf(deleted.length)} deleted:`);
      for (const line of formatCounts(deleted)) say(line);
    });
  if (deleted.length === 0 && selection.kind === "code" && others.size > 0) {
    terminal.note(`The codes there are: ${[...others].join(", ")}`);
  }
  return reportMissing(selection, deleted, { letters: [], unread: 0, received: swept.received }, tools);
}

interface Printing {
  readonly json: boolean;
  readonly selection: Selection;
  readonly isDeleted: boolean;
}

function printLetter(letter: Letter, { json, selection, isDeleted }: Printing, { terminal, nowMs }: DlqTools): void {
  if (json) return terminal.print(JSON.stringify({ ...letterJson(letter, nowMs), deleted: isDeleted }));
  terminal.print(formatRow("", letter, nowMs, terminal.rowColumns));
  // Those that are named are few, so that all of them is shown.
  if (selection.kind === "ids") terminal.print(indent(printable(letter.body), 2));
}

/** Says what was not found. Gives the exit code. */
function reportMissing(selection: Selection, found: readonly Letter[], read: ReadLetters, tools: DlqTools): number {
  const { terminal, say } = tools;
  if (selection.kind === "all") {
    if (found.length === 0)
      say(read.received + read.unread === 0 ? "It is empty: nothing to delete" : "Nothing could be read");
    for (const line of found.length === 0 ? formatUnread(read) : []) say(line);
    return 0;
  }
  const missing =
    selection.kind === "ids"
      ? selection.ids.filter((id) => !found.some((letter) => isNamed(letter, id))).map((id) => JSON.stringify(id))
      : found.length > 0
        ? []
        : [selection.code === null ? "without a code" : `with code ${selection.code}`];
  for (const what of missing) terminal.note(`No message ${what} was found`);
  if (missing.length > 0) for (const line of formatUnread(read)) terminal.note(line);
  return missing.length > 0 ? 1 : 0;
}
