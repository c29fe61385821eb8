import type { Clock } from "../../platform/clock.ts";
import { readSchedule } from "../../platform/watches/schedule-expression.cjs";
import type { WatchEntry } from "../../platform/watches/watch-file.cjs";
import type { Command, CommandContext } from "../kit/command.ts";
import { wrapHanging } from "../kit/layout.ts";
import { printable } from "../kit/printable.ts";
import { withReceipts } from "../kit/receipts/with-receipts.ts";
import { someAtOnce } from "../kit/some-at-once.ts";
import { readWatches } from "../kit/watches/read-watches.ts";
import { defaultTimeZone, scheduleTimes } from "../kit/watches/schedule-times.ts";
import { findLastOutcome, type LastOutcome } from "./last-outcome.ts";
import { readWatchesArguments, watchesHelp } from "./watches-arguments.ts";

/** `npm run watches`: what a deployment asks for by itself. */
export const watches: Command = {
  help: watchesHelp,
  interruption: "exits",
  run: async (argv, context) => await runWatches(argv, context),
};

/** A watch as it is listed. */
interface ListedWatch extends Omit<WatchEntry, "enabled"> {
  readonly enabled: boolean;
  /** ISO 8601, UTC, the soonest first; empty where it is switched off, or can't be known yet. */
  readonly next: readonly string[];
  readonly last: LastOutcome | null;
}

const nextCount = 3;

/**
 * Lists the watches of a stage.
 *
 * @throws UsageError, also for a file with mistakes, and CommandFailure where the bucket can't be read.
 */
export async function runWatches(
  argv: readonly string[],
  { terminal, environment }: CommandContext,
  clock: Clock = Date.now,
): Promise<number> {
  const { stage, place, file, json } = readWatchesArguments(argv, environment);
  const entries = readWatches(file, stage);
  if (entries.length === 0) {
    terminal.note(`${file} has no watch for stage ${stage}`);
    return 0;
  }
  const nowMs = clock();
  const listed = await withReceipts(place, environment, async (bucket) =>
    someAtOnce(entries, async (entry): Promise<ListedWatch> => {
      const last = await findLastOutcome(bucket, entry, nowMs);
      const enabled = entry.enabled ?? true;
      return { ...entry, enabled, next: enabled ? nextTimes(entry, last, nowMs) : [], last };
    }),
  );
  for (const watch of listed) terminal.print(json ? JSON.stringify(watch) : formatWatch(watch, terminal.columns));
  return 0;
}

/** A rate goes on from where it was; before its first time nobody but AWS knows when it begins. */
function nextTimes({ schedule, timezone }: WatchEntry, last: LastOutcome | null, nowMs: number): readonly string[] {
  const startMs = Date.parse(last?.scheduled_at ?? "");
  const isRate = readSchedule(schedule).schedule?.kind === "rate";
  if (isRate && Number.isNaN(startMs)) return [];
  const times = scheduleTimes(schedule, timezone ?? defaultTimeZone, startMs);
  const next: string[] = [];
  for (let at = times.next(nowMs); at !== null && next.length < nextCount; at = times.next(at)) {
    next.push(new Date(at).toISOString());
  }
  return next;
}

const titleWidth = 10;

function formatWatch(watch: ListedWatch, width: number): string {
  const { name, product_id: productId, prompt, channel, schedule, timezone, quiet_hours: hours } = watch;
  const to = channel === null || channel === undefined ? "" : `, to channel ${channel}`;
  const quiet = hours === null || hours === undefined ? "" : `, quiet ${hours}`;
  const rows: readonly (readonly [title: string, text: string])[] = [
    ["Asks", `${prompt} of ${productId}${to}, ${speaks(watch)}`],
    ["When", `${schedule}, ${timezone ?? defaultTimeZone}${quiet}`],
    ["Next", formatNext(watch)],
    ["Last", formatLast(watch.last)],
  ];
  const lines = rows.map(([title, text]) => wrapHanging(`  ${title.padEnd(titleWidth - 2)}`, text, width));
  return printable(`${name}${watch.enabled ? "" : " (switched off)"}\n${lines.join("\n")}\n`);
}

function speaks({ post, material }: ListedWatch): string {
  if (post !== "material") return "always";
  const bounds = Object.entries(material ?? {}).map(([name, value]) => `${name} ${value}`);
  return `on material change${bounds.length === 0 ? "" : ` (${bounds.join(", ")})`}`;
}

function formatNext({ enabled, next }: ListedWatch): string {
  if (!enabled) return "never, it is switched off";
  return next.length === 0 ? "not known before its first time" : next.map(toMinute).join(", ");
}

function formatLast(last: LastOutcome | null): string {
  if (last === null) return "nothing in the last 7 days";
  const reason = last.reason === null ? "" : ` ${last.reason}`;
  const at = last.ended_at === null ? "" : `${toMinute(last.ended_at)}, `;
  return `${at}${last.outcome ?? "outcome not told"}${reason}: ${last.correlation_id}`;
}

function toMinute(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}
