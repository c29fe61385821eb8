"use strict";

/**
 * When a watch is asked, in the words of EventBridge Scheduler.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @typedef {{ kind: "rate", seconds: number } | { kind: "cron", fields: string[] }} Schedule
 */

/** @type {Readonly<Record<string, number>>} */
const unitSeconds = { minute: 60, hour: 3_600, day: 86_400 };

const months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const days = "SUN MON TUE WED THU FRI SAT".split(" ");

/** @typedef {{ name: string, min: number, max: number, names?: string[], special?: RegExp }} Field */

/** @type {readonly Field[]} */
const fields = [
  { name: "minutes", min: 0, max: 59 },
  { name: "hours", min: 0, max: 23 },
  { name: "day of month", min: 1, max: 31, special: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/ },
  { name: "month", min: 1, max: 12, names: months },
  {
    name: "day of week",
    min: 1,
    max: 7,
    names: days,
    special: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/,
  },
  { name: "year", min: 1970, max: 2199 },
];

/**
 * Reads `rate(1 hour)`, `rate(90 minutes)` or `cron(0 8 ? * MON-FRI *)`.
 *
 * @param {unknown} text
 * @returns {{ schedule: Schedule, problem: null } | { schedule: null, problem: string }} a problem says what it must be
 */
function readSchedule(text) {
  const said = typeof text === "string" ? text : "";
  const [, kind = "", inside = ""] = /^(rate|cron)\((.*)\)$/.exec(said) ?? [];
  if (kind === "rate") return readRate(inside);
  if (kind === "cron") return readCron(inside);
  return refused("it must be rate(1 hour), rate(90 minutes) or cron(0 8 ? * MON-FRI *)");
}

/**
 * @param {string} inside
 * @returns {ReturnType<typeof readSchedule>}
 */
function readRate(inside) {
  const [, count = "", unit = "", plural = ""] = /^([1-9]\d{0,4}) (minute|hour|day)(s?)$/.exec(inside) ?? [];
  const seconds = unitSeconds[unit];
  if (seconds === undefined || (count === "1") !== (plural === "")) {
    return refused("a rate must be like rate(1 hour), rate(90 minutes) or rate(2 days)");
  }
  return { schedule: { kind: "rate", seconds: Number(count) * seconds }, problem: null };
}

/**
 * @param {string} inside
 * @returns {ReturnType<typeof readSchedule>}
 */
function readCron(inside) {
  const parts = inside.split(" ");
  if (parts.length !== fields.length) {
    return refused(
      `a cron has six fields (${fields.map(({ name }) => name).join(", ")}), as in cron(0 8 ? * MON-FRI *)`,
    );
  }
  const wrong = fields.find((field, at) => !isField(parts[at] ?? "", field));
  if (wrong !== undefined) {
    const { name, min, max, names } = wrong;
    const also = names === undefined ? "" : `, or ${names[0]} to ${names.at(-1)}`;
    return refused(`its ${name}, ${JSON.stringify(parts[fields.indexOf(wrong)])}, must be of ${min} to ${max}${also}`);
  }
  if ((parts[2] === "?") === (parts[4] === "?")) {
    return refused("of its day of month and day of week one must be ?, and not both");
  }
  return { schedule: { kind: "cron", fields: parts }, problem: null };
}

/**
 * @param {string} text
 * @param {Field} field
 */
function isField(text, field) {
  if (field.special?.test(text)) return true;
  return text.split(",").every((part) => {
    const [range = "", step, ...rest] = part.split("/");
    if (rest.length > 0 || (step !== undefined && !/^[1-9]\d{0,3}$/.test(step))) return false;
    if (range === "*") return true;
    const [from, to, ...more] = range.split("-").map((value) => numberOf(value, field));
    if (from === undefined || from === null || to === null || more.length > 0) return false;
    return to === undefined || from <= to;
  });
}

/**
 * @param {string} value
 * @param {Field} field
 */
function numberOf(value, { min, max, names = [] }) {
  const named = names.indexOf(value.toUpperCase());
  if (named >= 0) return named + min;
  const number = /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  return number >= min && number <= max ? number : null;
}

/** @param {string} problem */
function refused(problem) {
  return { schedule: null, problem };
}

module.exports = { readSchedule };
