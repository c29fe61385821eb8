"use strict";

/**
 * What a watch may say, wherever it says so: in a message, and in the file that schedules are made of. It is plain JavaScript, so
 * that the function can bundle it and the framework can load it with whatever Node runs it.
 *
 * @typedef {{ atr?: number, percent?: number, atLeastEverySeconds?: number }} MaterialBounds
 * @typedef {{ from: number, to: number }} QuietHours minutes of the day, `to` excluded; from 22:00 to 07:00 it passes midnight
 */

const { hasOwn } = Object;

/** What a watch is called: part of a schedule's name, and of a correlation id. */
const watchNameCheck = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/,
  allowed: "1 to 40 letters, digits, _ or -, beginning with a letter or digit",
};

const posts = /** @type {const} */ (["always", "material"]);

/** @type {Readonly<Record<string, number>>} */
const secondsOfUnit = { m: 60, h: 3_600, d: 86_400 };
const maxDays = 30;

/**
 * Seconds of `90m`, `6h` or `1d`; null for what is none, and for more than 30 days.
 *
 * @param {unknown} text
 * @returns {number | null}
 */
function durationSeconds(text) {
  const [, count = "", unit = ""] = typeof text === "string" ? (/^(\d{1,5})([mhd])$/.exec(text) ?? []) : [];
  const seconds = Number(count) * (secondsOfUnit[unit] ?? 0);
  return seconds > 0 && seconds <= maxDays * 86_400 ? seconds : null;
}

/**
 * Minutes of the day of `22:00-07:00`; null for what is none, and for hours that last a whole day or no time.
 *
 * @param {unknown} text
 * @returns {QuietHours | null}
 */
function quietHoursOf(text) {
  const form = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;
  const [, fromHour, fromMinute, toHour, toMinute] = typeof text === "string" ? (form.exec(text) ?? []) : [];
  if (fromHour === undefined) return null;
  const hours = { from: Number(fromHour) * 60 + Number(fromMinute), to: Number(toHour) * 60 + Number(toMinute) };
  return hours.from === hours.to ? null : hours;
}

/**
 * Whether this is a time zone that has rules for its hours, such as Europe/Berlin.
 *
 * @param {unknown} name
 */
function isTimeZone(name) {
  if (typeof name !== "string" || !/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const isBound = (/** @type {unknown} */ value) => typeof value === "number" && value > 0 && value <= 100;

/** @type {Readonly<Record<string, readonly [isAllowed: (value: unknown) => boolean, allowed: string]>>} */
const fieldRules = {
  post: [(value) => posts.some((each) => each === value), "always or material"],
  quiet_hours: [(value) => quietHoursOf(value) !== null, "hours such as 22:00-07:00"],
  timezone: [isTimeZone, "a time zone such as Europe/Berlin"],
};

/** @type {typeof fieldRules} */
const materialRules = {
  atr: [isBound, "a number above 0, at most 100"],
  percent: [isBound, "a number above 0, at most 100"],
  at_least_every: [(value) => durationSeconds(value) !== null, "a time such as 90m, 6h or 1d, at most 30d"],
};

/**
 * What is wrong with the fields of a watch that say when it speaks; fields that are absent or null are not set.
 *
 * @param {Readonly<Record<string, unknown>>} fields
 * @returns {string[]} each names its field, what it holds and what is allowed
 */
function watchProblems(fields) {
  const problems = problemsBy(fieldRules, fields, "");
  const { material = null, post } = fields;
  if (material === null) return problems;
  if (typeof material !== "object" || Array.isArray(material)) {
    return [...problems, `material is ${shown(material)}; it must be an object with atr, percent or at_least_every`];
  }
  if (post !== "material") problems.push("material is given, but post is not material");
  /** @type {Readonly<Record<string, unknown>>} */
  const bounds = { ...material };
  const unknown = Object.keys(bounds).filter((name) => !hasOwn(materialRules, name));
  for (const name of unknown)
    problems.push(`material.${name} is unknown; known are ${Object.keys(materialRules).join(", ")}`);
  return [...problems, ...problemsBy(materialRules, bounds, "material.")];
}

/**
 * @param {typeof fieldRules} rules
 * @param {Readonly<Record<string, unknown>>} fields
 * @param {string} prefix
 */
function problemsBy(rules, fields, prefix) {
  return Object.entries(rules).flatMap(([name, [isAllowed, allowed]]) => {
    const value = fields[name] ?? null;
    return value === null || isAllowed(value) ? [] : [`${prefix}${name} is ${shown(value)}; it must be ${allowed}`];
  });
}

/** @param {unknown} value */
function shown(value) {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : JSON.stringify(value).slice(0, 60);
}

module.exports = { durationSeconds, quietHoursOf, watchNameCheck, watchProblems };
