import { describe, expect, it } from "vitest";
import { isQuietAt } from "../../../src/insight/watch/quiet-hours.ts";
import { quietHoursOf } from "../../../src/platform/watches/watch-rules.cjs";

const quietAt = (hours: string, timeZone: string, time: string): boolean =>
  isQuietAt({ quietHours: quietHoursOf(hours), timeZone }, Date.parse(time));

/** The quiet stretches of some days, found by asking every minute: [first quiet minute, first loud one]. */
function stretches(hours: string, timeZone: string, from: string, to: string): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (let ms = Date.parse(from); ms < Date.parse(to); ms += 60_000) {
    const time = new Date(ms).toISOString();
    const open = found.at(-1)?.length === 1;
    if (quietAt(hours, timeZone, time) !== open) {
      if (open) found.at(-1)?.push(time.slice(0, 16));
      else found.push([time.slice(0, 16)]);
    }
  }
  return found;
}

describe("quiet hours", () => {
  it("begin with their first minute and end before their last", () => {
    expect(quietAt("22:00-07:00", "UTC", "2026-01-05T21:59:59Z")).toBe(false);
    expect(quietAt("22:00-07:00", "UTC", "2026-01-05T22:00:00Z")).toBe(true);
    expect(quietAt("22:00-07:00", "UTC", "2026-01-06T06:59:59Z")).toBe(true);
    expect(quietAt("22:00-07:00", "UTC", "2026-01-06T07:00:00Z")).toBe(false);
    expect(quietAt("12:00-13:30", "UTC", "2026-01-06T13:29:00Z")).toBe(true);
    expect(quietAt("12:00-13:30", "UTC", "2026-01-06T23:29:00Z")).toBe(false);
  });

  it("are none where none are named", () => {
    expect(isQuietAt({ quietHours: null, timeZone: "UTC" }, 0)).toBe(false);
  });

  it("follow the clocks into summer time: Berlin's night of 29 March 2026 is an hour shorter", () => {
    expect(stretches("22:00-07:00", "Europe/Berlin", "2026-03-27T12:00Z", "2026-03-30T12:00Z")).toEqual([
      ["2026-03-27T21:00", "2026-03-28T06:00"],
      ["2026-03-28T21:00", "2026-03-29T05:00"],
      ["2026-03-29T20:00", "2026-03-30T05:00"],
    ]);
  });

  it("follow them back: New York's night of 1 November 2026 is an hour longer", () => {
    expect(stretches("22:00-07:00", "America/New_York", "2026-10-31T12:00Z", "2026-11-02T12:30Z")).toEqual([
      ["2026-11-01T02:00", "2026-11-01T12:00"],
      ["2026-11-02T03:00", "2026-11-02T12:00"],
    ]);
  });

  it("that lie in the hour that is passed over do not come, and those in the hour that comes twice come twice", () => {
    expect(stretches("02:00-03:00", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T12:00Z")).toEqual([]);
    expect(stretches("02:15-02:45", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T12:00Z")).toEqual([
      ["2026-10-25T00:15", "2026-10-25T00:45"],
      ["2026-10-25T01:15", "2026-10-25T01:45"],
    ]);
  });
});
