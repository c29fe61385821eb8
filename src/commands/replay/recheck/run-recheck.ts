import type { CommandContext } from "../../kit/command.ts";
import { UsageError } from "../../kit/parse-command-line.ts";
import { printableLine } from "../../kit/printable.ts";
import { wrapHanging } from "../../kit/layout.ts";
import { type ReceiptChoice, readStageReceipts } from "../../kit/receipts/stage-receipts.ts";
import { type ChangedSentence, type RecheckedAnswer, recheckAnswers } from "./recheck-answers.ts";

/** What `--recheck --json` prints. */
interface RecheckResult {
  readonly receipts: number;
  readonly answers: number;
  readonly posted_before: number;
  readonly posted_now: number;
  /** The answers of which a sentence, or whether it is posted, is judged otherwise. */
  readonly changes: readonly RecheckedAnswer[];
}

const maxSentenceCharacters = 400;

/**
 * Judges the old answers of a stage by the check of this tree, and tells what has changed. It asks no model.
 *
 * @throws UsageError where there is no answer to judge.
 */
export async function runRecheck(
  choice: ReceiptChoice,
  { terminal, environment }: CommandContext,
  { json, nowMs }: { readonly json: boolean; readonly nowMs: number },
): Promise<number> {
  const receipts = await readStageReceipts(choice, environment, nowMs);
  // A text that several requests shared stands in the receipt of each.
  const answers = receipts.filter(({ coalesced }) => !coalesced).flatMap(recheckAnswers);
  if (answers.length === 0) {
    throw new UsageError(`--recheck: no receipt of the last ${choice.days} days holds an answer with its verdict`);
  }
  const changes = answers.filter((each) => each.changed.length > 0 || each.posted_before !== each.posted_now);
  const result: RecheckResult = {
    receipts: receipts.length,
    answers: answers.length,
    posted_before: answers.filter((each) => each.posted_before).length,
    posted_now: answers.filter((each) => each.posted_now).length,
    changes,
  };
  terminal.print(json ? JSON.stringify(result) : formatRecheck(result, terminal.columns));
  return 0;
}

function formatRecheck(
  { receipts, answers, posted_before: before, posted_now: now, changes }: RecheckResult,
  width: number,
) {
  return [
    `${answers} answers of ${receipts} receipts: ${before} were posted, whole or in part; ${now} would be now; ${changes.length} are judged otherwise`,
    ...changes.flatMap((answer) => [
      `${answer.correlation_id}, ${answer.prompt}, ${answer.model}, answer ${answer.attempt}: ${formatPosted(answer)}`,
      ...answer.changed.map((sentence) => formatSentence(sentence, width)),
    ]),
  ].join("\n");
}

function formatPosted({ posted_before: before, posted_now: now }: RecheckedAnswer): string {
  if (before === now) return now ? "posted as before" : "not posted, as before";
  return now ? "would be posted now" : "would not be posted any more";
}

function formatSentence({ text, was, now, reason }: ChangedSentence, width: number): string {
  const words = [was, now].map((verdict) => verdict?.replace("_", " ") ?? "no sentence").join(" -> ");
  const why = reason === "" ? "" : ` (${reason})`;
  return wrapHanging(`  ${words}: `, printableLine(`${text}${why}`, maxSentenceCharacters), width);
}
