import type { SQSClient } from "@aws-sdk/client-sqs";
import type { CommandContext } from "../kit/command.ts";
import type { Selection } from "./dlq-arguments.ts";
import { isNamed, type Letter } from "./letter.ts";
import type { LetterQueue } from "./letter-queue.ts";

/** What the actions work with. */
export interface DlqTools extends CommandContext {
  readonly client: SQSClient;
  readonly letters: LetterQueue;
  /** Says what is no result: standard error with `--json`. */
  readonly say: (line: string) => void;
  readonly nowMs: number;
}

/** Whether a letter is among those that are meant. */
export function isSelected(letter: Letter, selection: Selection): boolean {
  if (selection.kind === "all") return true;
  if (selection.kind === "code") return letter.errorCode === selection.code;
  return selection.ids.some((id) => isNamed(letter, id));
}

/** Waits for all of them, and then fails with the first failure: what is under way is let end. */
export async function settled(works: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(works);
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

/** `1 message`, `2 messages`. */
export function countOf(count: number): string {
  return count === 1 ? "1 message" : `${count} messages`;
}
