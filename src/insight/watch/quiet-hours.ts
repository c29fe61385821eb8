import type { Watch } from "./watch.ts";

/**
 * Whether a watch may not speak now. The hours are those that clocks in its time zone show, whatever its summer time does to them:
 * an hour that is passed over lacks, one that comes twice counts twice.
 */
export function isQuietAt({ quietHours, timeZone }: Pick<Watch, "quietHours" | "timeZone">, nowMs: number): boolean {
  if (quietHours === null) return false;
  const { from, to } = quietHours;
  const minute = minuteOfDay(nowMs, timeZone);
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** What clocks of a time zone show, in minutes since their midnight. */
function minuteOfDay(nowMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const parts = format.formatToParts(nowMs);
  const part = (type: "hour" | "minute"): number => Number(parts.find((each) => each.type === type)?.value);
  return part("hour") * 60 + part("minute");
}
