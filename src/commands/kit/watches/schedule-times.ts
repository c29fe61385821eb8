import { Cron } from "croner";
import { readSchedule } from "../../../platform/watches/schedule-expression.cjs";

/** Says when a schedule is next due. */
export interface ScheduleTimes {
  /** The first time after `afterMs`, both milliseconds since the UNIX epoch; null where there is none any more. */
  next(afterMs: number): number | null;
}

/** Of a watch that names none. */
export const defaultTimeZone = "UTC";

/** As fields of the scheduler count days of the week: from 1, a Sunday. */
const maxOfField = [59, 23, 31, 12, 7, 2_199] as const;

/**
 * Computes the times of a schedule as EventBridge Scheduler has them, but for two: a rate begins with `startMs`, in AWS with the
 * deployment; and a time that summer time passes over comes an hour later, in AWS not at all.
 *
 * @throws RangeError for what is no schedule.
 */
export function scheduleTimes(expression: string, timeZone: string, startMs: number): ScheduleTimes {
  const { schedule, problem } = readSchedule(expression);
  if (schedule === null) throw new RangeError(`${expression}: ${problem}`);
  if (schedule.kind === "rate") {
    const stepMs = schedule.seconds * 1_000;
    return { next: (afterMs) => startMs + Math.max(0, Math.floor((afterMs - startMs) / stepMs) + 1) * stepMs };
  }
  const cron = new Cron(`0 ${schedule.fields.map(toCroner).join(" ")}`, { timezone: timeZone, paused: true });
  return { next: (afterMs) => cron.nextRun(new Date(afterMs))?.getTime() ?? null };
}

/** A field in the words of croner, which counts days of the week from 0. */
function toCroner(field: string, at: number): string {
  const parts = field.split(",").map((part) => part.replace(/^([^*/-]+)\//, `$1-${maxOfField[at] ?? ""}/`));
  if (at !== 4) return parts.join(",");
  return parts
    .map((part) => {
      if (part === "L") return "6";
      const [range = "", step] = part.split("/");
      const lastOfMonth = /^(\d|[A-Z]{3})L$/.exec(range)?.[1];
      const shifted = (lastOfMonth ?? range).replaceAll(
        /(^|-)(\d)/g,
        (_, before: string, day: string) => `${before}${Number(day) - 1}`,
      );
      return `${shifted}${lastOfMonth === undefined ? "" : "#L"}${step === undefined ? "" : `/${step}`}`;
    })
    .join(",");
}
