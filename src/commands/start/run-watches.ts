import { watchCorrelationId, watchPayload, type WatchEntry } from "../../platform/watches/watch-file.cjs";
import type { ScheduleTimes } from "../kit/watches/schedule-times.ts";

/** A watch, and when it asks. */
export interface TimedWatch {
  readonly entry: WatchEntry;
  readonly times: ScheduleTimes;
}

/** What watches are run with. */
export interface WatchRun {
  /** Puts a message on the queue, and ends once it is done with. */
  readonly ask: (message: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** Milliseconds since the UNIX epoch. */
  readonly clock: () => number;
  /** Waits; ends early, and does not throw, when the run is interrupted. */
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Lets so many milliseconds pass at once. */
  readonly turn: (ms: number) => void;
  /** The time between two questions passes so many times as fast. */
  readonly speed: number;
  readonly signal: AbortSignal;
}

/**
 * Asks for what the watches ask for, at their times, as EventBridge Scheduler does, until it is interrupted or none of them is due
 * any more. What is due together is asked together. The clock is only turned between questions: an answer takes the time that it takes.
 */
export async function runWatches(watches: readonly TimedWatch[], run: WatchRun): Promise<void> {
  const { ask, clock, sleep, turn, speed, signal } = run;
  let after = clock();
  while (!signal.aborted) {
    const nexts = watches.map(({ times }) => times.next(after));
    const dueMs = Math.min(...nexts.map((next) => next ?? Number.POSITIVE_INFINITY));
    if (!Number.isFinite(dueMs)) return;
    await sleep(Math.max(0, dueMs - clock()) / speed);
    if (signal.aborted) return;
    if (speed > 1 && clock() < dueMs) turn(dueMs - clock());
    // A timer may end early, and none lasts for a month.
    if (clock() < dueMs) continue;
    after = dueMs;
    const due = watches.filter((_, index) => nexts[index] === dueMs);
    await Promise.all(due.map(({ entry }) => ask(messageOf(entry, dueMs))));
  }
}

/** The message of a watch for a time, as its schedule puts it on the queue. */
function messageOf(entry: WatchEntry, dueMs: number): Readonly<Record<string, unknown>> {
  const time = `${new Date(dueMs).toISOString().slice(0, 19)}Z`;
  return { correlation_id: watchCorrelationId(entry.name, time), ...watchPayload(entry) };
}
