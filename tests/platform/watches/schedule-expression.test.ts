import { describe, expect, it } from "vitest";
import { scheduleTimes } from "../../../src/commands/kit/watches/schedule-times.ts";
import { readSchedule } from "../../../src/platform/watches/schedule-expression.cjs";

describe("a schedule", () => {
  it.each([
    "rate(1 minute)",
    "rate(1 hour)",
    "rate(90 minutes)",
    "rate(2 days)",
    "cron(0 8 ? * MON-FRI *)",
    "cron(0/15 8-17 * * ? *)",
    "cron(0 8 L * ? *)",
    "cron(0 8 LW * ? *)",
    "cron(0 8 15W JAN,JUL ? 2027-2030)",
    "cron(0 8 ? * 2#1 *)",
    "cron(0 8 ? * FRIL *)",
    "cron(5,35 */2 ? * L *)",
  ])("may be %s", (text) => {
    expect(readSchedule(text).problem).toBeNull();
  });

  it.each([
    [undefined, /it must be rate\(1 hour\)/],
    [15, /it must be rate\(1 hour\)/],
    ["every hour", /it must be rate\(1 hour\)/],
    ["at(2026-11-27T09:00:00)", /it must be rate\(1 hour\)/],
    ["rate(0 hours)", /a rate must be like/],
    ["rate(1 hours)", /a rate must be like/],
    ["rate(5 minute)", /a rate must be like/],
    ["rate(1 week)", /a rate must be like/],
    ["cron(0 8 * * *)", /a cron has six fields/],
    ["cron(0 8 * * MON *)", /one must be \?/],
    ["cron(0 8 ? * ? *)", /one must be \?/],
    ["cron(60 8 ? * MON *)", /its minutes, "60", must be of 0 to 59/],
    ["cron(0 24 ? * MON *)", /its hours, "24"/],
    ["cron(0 8 32 * ? *)", /its day of month, "32"/],
    ["cron(0 8 ? FOO MON *)", /its month, "FOO", must be of 1 to 12, or JAN to DEC/],
    ["cron(0 8 ? * 0 *)", /its day of week, "0", must be of 1 to 7, or SUN to SAT/],
    ["cron(0 8 ? * FRI-MON *)", /its day of week/],
    ["cron(0 8 ? * MON 1969)", /its year/],
    ["cron(0 8-6 ? * MON *)", /its hours/],
    ["cron(0/0 8 ? * MON *)", /its minutes/],
  ])("may not be %j, and the problem says what it must be", (text, said) => {
    expect(readSchedule(text)).toMatchObject({ schedule: null, problem: expect.stringMatching(said) });
  });
});

describe("the times of a schedule", () => {
  const start = Date.parse("2026-03-27T00:00:00Z");
  const firstTimes = (expression: string, timeZone: string, count: number): readonly string[] => {
    const times = scheduleTimes(expression, timeZone, start);
    const found: string[] = [];
    for (let at = times.next(start); at !== null && found.length < count; at = times.next(at)) {
      found.push(new Date(at).toISOString().slice(0, 16));
    }
    return found;
  };

  it.each([
    ["rate(90 minutes)", "UTC", ["2026-03-27T01:30", "2026-03-27T03:00"]],
    ["cron(0 8 ? * MON-FRI *)", "Europe/Berlin", ["2026-03-27T07:00", "2026-03-30T06:00", "2026-03-31T06:00"]],
    ["cron(0 8 ? * 2-6 *)", "Europe/Berlin", ["2026-03-27T07:00", "2026-03-30T06:00", "2026-03-31T06:00"]],
    ["cron(0/20 8 * * ? *)", "UTC", ["2026-03-27T08:00", "2026-03-27T08:20", "2026-03-27T08:40", "2026-03-28T08:00"]],
    ["cron(0 8 L * ? *)", "UTC", ["2026-03-31T08:00", "2026-04-30T08:00"]],
    ["cron(0 8 ? * 6L *)", "UTC", ["2026-03-27T08:00", "2026-04-24T08:00"]],
    ["cron(0 8 ? * MON#1 *)", "UTC", ["2026-04-06T08:00", "2026-05-04T08:00"]],
    ["cron(0 8 ? * L *)", "UTC", ["2026-03-28T08:00", "2026-04-04T08:00"]],
    ["cron(0 8 1 1 ? 2027)", "UTC", ["2027-01-01T08:00"]],
  ])("of %s in %s are those of the calendar", (expression, timeZone, expected) => {
    expect(firstTimes(expression, timeZone, expected.length)).toEqual(expected);
  });
});
