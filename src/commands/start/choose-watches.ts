import { defaultTimeZone, scheduleTimes } from "../kit/watches/schedule-times.ts";
import { readWatches } from "../kit/watches/read-watches.ts";
import { UsageError } from "../kit/parse-command-line.ts";
import type { TimedWatch } from "./run-watches.ts";

/** The watches of a run, and what is odd about them. */
export interface ChosenWatches {
  readonly timed: readonly TimedWatch[];
  readonly notes: readonly string[];
}

/** The stage that the embedded stack is. */
const stage = "local";

/**
 * Reads the watches that are run here: those of stage `local` of the file, else of `dev`; what is switched off is left out.
 *
 * @throws UsageError for a file with mistakes, and one without a watch that is on.
 */
export function chooseWatches(path: string | null, nowMs: number): ChosenWatches {
  if (path === null) return { timed: [], notes: [] };
  const entries = readWatches(path, stage);
  const on = entries.filter(({ enabled }) => enabled !== false);
  if (on.length === 0) {
    throw new UsageError(`${path} has no watch that is on, neither for stage ${stage} nor for dev`);
  }
  const off = entries.filter((entry) => !on.includes(entry));
  return {
    timed: on.map((entry) => ({
      entry,
      times: scheduleTimes(entry.schedule, entry.timezone ?? defaultTimeZone, nowMs),
    })),
    notes: off.map(({ name }) => `the watch ${name} is switched off`),
  };
}
