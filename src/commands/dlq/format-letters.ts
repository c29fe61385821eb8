import { howToAskWhy } from "../kit/how-to-ask-why.ts";
import { indent, textWidth, wrap } from "../kit/layout.ts";
import type { OperatorTarget } from "../kit/operator-target.ts";
import { targetArguments } from "../kit/operator-target.ts";
import { printable, printableLine } from "../kit/printable.ts";
import { age, utc } from "../kit/time-words.ts";
import { adviceOn } from "./advice.ts";
import { maxOfAll } from "./dlq-arguments.ts";
import { isHopeless, isHopelessCode, type Letter, postOf } from "./letter.ts";
import type { ReadLetters } from "./letter-queue.ts";

/** A letter's line has about as many characters at most, of which its request may take so many. */
const lineWidth = 160;
const requestWidth = 72;

/** The cause of a letter that the queue itself moved. */
export const movedByQueue = "moved by the queue: the function ended before it could say why";

const withoutRequest = "It holds no valid request, so it can never succeed: delete it, and correct whoever sent it.";

/** A letter as one line, cut where it would be too long: `show` tells all of it. */
function formatLetter(letter: Letter, nowMs: number): string {
  const { messageId, request, body, sentAtMs, errorCode, errorMessage } = letter;
  const what = request === null ? body : `${request.product_id} ${request.prompt} ${request.correlation_id}`;
  const cause = errorCode === null ? movedByQueue : `${errorCode}: ${errorMessage ?? "no message"}`;
  const since = sentAtMs === null ? "?" : age(nowMs - sentAtMs);
  const line = `${printableLine(messageId, 40)}  ${since.padStart(6)}  ${printableLine(what, requestWidth)}  `;
  return line + printableLine(cause, lineWidth - line.length);
}

/**
 * A letter's line behind a prefix.
 *
 * @param columns characters of a line; a longer one goes on below.
 */
export function formatRow(prefix: string, letter: Letter, nowMs: number, columns: number): string {
  const row = `${prefix}${formatLetter(letter, nowMs)}`;
  if (row.length <= columns) return row;
  return wrap(row, Math.max(40, columns) - 2).replaceAll(/ *\n */g, "\n  ");
}

/** How many letters there are of each code, the most frequent first. */
export function countByCode(letters: readonly Letter[]): readonly (readonly [code: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { errorCode } of letters) {
    const code = errorCode === null ? movedByQueue : printableLine(errorCode, 60);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].toSorted(([, left], [, right]) => right - left);
}

/** The lines of the counts. */
export function formatCounts(letters: readonly Letter[]): readonly string[] {
  return countByCode(letters).map(([code, count]) => `${String(count).padStart(6)}  ${code}`);
}

/** What was not read, if anything. */
export function formatUnread({ letters, unread, received }: ReadLetters): readonly string[] {
  return [
    ...(unread > 0
      ? [
          `About ${unread} more were not read (read: ${letters.length})${letters.length < maxOfAll ? ": --max reads more" : ""}`,
        ]
      : []),
    ...(received > 0
      ? [
          `About ${received} more are in somebody else's hands at the moment, and can't be read until they are given back`,
        ]
      : []),
  ];
}

/** What is to be known before letters are sent back. */
export function formatRisks(letters: readonly Letter[]): readonly string[] {
  const of = (post: ReturnType<typeof postOf>): number => letters.filter((letter) => postOf(letter) === post).length;
  const [arrived, unknown] = [of("may have arrived"), of("unknown")];
  return [
    ...(arrived > 0
      ? [`Of ${arrived} the post may have arrived: it may be posted twice if the Assistant ignores idempotency keys`]
      : []),
    ...(unknown > 0 ? [`Of ${unknown} nobody knows whether the post arrived: if it did, it may be posted twice`] : []),
  ];
}

/** What a letter is shown with. */
export interface LetterView {
  readonly target: OperatorTarget;
  readonly nowMs: number;
  /** Characters of a line. */
  readonly columns: number;
}

/** A whole letter, and what to do about it. */
export function showLetter(letter: Letter, { target, nowMs, columns }: LetterView): string {
  const width = textWidth(columns);
  const { messageId, request, body, sentAtMs, receiveCount, attributes, errorCode, errorMessage } = letter;
  const { source_message_id: source, ...others } = attributes;
  const here = targetArguments(target);
  const isWithoutRequest = request === null && !isHopelessCode(errorCode);
  const post = postOf(letter);
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ["Cause", errorCode === null ? [movedByQueue] : [errorCode, ...(errorMessage === null ? [] : [errorMessage])]],
    [
      "Its post",
      post === "not posted" ? [] : [post === "unknown" ? "Nobody knows whether it arrived" : "It may have arrived"],
    ],
    [
      "Times",
      [
        ...(sentAtMs === null ? [] : [`Sent ${utc(new Date(sentAtMs).toISOString())}, ${age(nowMs - sentAtMs)} ago`]),
        `Received ${receiveCount} times, this one included`,
        ...(source === undefined ? [] : [`In the prompts queue it was message ${source}`]),
      ],
    ],
    ["Body", [request === null ? body : layOut(body)]],
    [
      "Other attributes",
      Object.entries(others).flatMap(([name, value]) =>
        name === "error_code" || name === "error_message" ? [] : [`${name}: ${value}`],
      ),
    ],
    ["What to do", [isWithoutRequest ? withoutRequest : adviceOn(errorCode)]],
    [
      "Commands",
      [
        ...(request === null ? [] : [howToAskWhy(request.correlation_id, target)]),
        // Only for what can succeed.
        ...(isHopeless(letter) ? [] : [`npm run dlq -- redrive --id ${messageId} ${here}`]),
        `npm run dlq -- delete ${messageId} ${here}`,
      ].map((line) => `  ${line}`),
    ],
  ];
  const told = sections
    .filter(([, lines]) => lines.length > 0)
    // What is to be copied is not broken into lines.
    .map(([title, lines]) => {
      const isVerbatim = title === "Body" || title === "Commands";
      return `${title}\n${lines.map((line) => indent(isVerbatim ? line : wrap(line, width - 2), 2)).join("\n")}`;
    });
  return printable(`Message ${messageId}\n\n${told.join("\n\n")}\n`);
}

/** JSON, line by line; as it is where it is nested deeper than can be written. */
function layOut(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
