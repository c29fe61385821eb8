"use strict";

const { channelCheck } = require("../config/settings/setting-checks.cjs");
const { readSchedule } = require("./schedule-expression.cjs");
const { watchNameCheck, watchProblems } = require("./watch-rules.cjs");

/**
 * @typedef {object} WatchEntry a watch as `watches.yml` has it
 * @property {string} name
 * @property {boolean} [enabled] default true
 * @property {string} product_id
 * @property {string} prompt
 * @property {string | null} [channel]
 * @property {string} schedule
 * @property {string | null} [timezone]
 * @property {string | null} [quiet_hours]
 * @property {"always" | "material" | null} [post]
 * @property {{ atr?: number, percent?: number, at_least_every?: string } | null} [material]
 */

const known = [
  "name",
  "enabled",
  "product_id",
  "prompt",
  "channel",
  "schedule",
  "timezone",
  "quiet_hours",
  "post",
  "material",
];

const stagePattern = /^[A-Za-z0-9-]{1,40}$/;
const productPattern = /^[A-Z0-9]{1,20}(-[A-Z0-9]{1,20}){1,3}$/;

/** As many schedules as a stage is for people to read. */
const maxWatches = 200;

/**
 * Reads what `watches.yml` holds: lists of watches by stage.
 *
 * @param {unknown} content the parsed file; null and "" hold none
 * @param {readonly string[]} promptNames the prompts that there are
 * @returns {{ stages: Readonly<Record<string, readonly WatchEntry[]>>, problems: string[] }} a problem names its watch, the
 *   field, what it holds and what is allowed; without one all watches keep their rules
 */
function readWatchFile(content, promptNames) {
  if (content === null || content === undefined || content === "") return { stages: {}, problems: [] };
  if (!isMapping(content)) return { stages: {}, problems: ["it must hold lists of watches by stage, such as dev:"] };
  /** @type {string[]} */
  const problems = [];
  /** @type {Record<string, readonly WatchEntry[]>} */
  const stages = {};
  for (const [stage, list] of Object.entries(content)) {
    if (!stagePattern.test(stage)) problems.push(`${JSON.stringify(stage)} is no stage: 1 to 40 letters, digits or -`);
    const entries = list === null ? [] : list;
    if (!Array.isArray(entries)) {
      problems.push(`${stage} must be a list of watches`);
      continue;
    }
    if (entries.length > maxWatches) problems.push(`${stage} has ${entries.length} watches, more than ${maxWatches}`);
    const names = entries.map((entry) => (isMapping(entry) ? entry["name"] : undefined));
    for (const [at, entry] of entries.entries()) {
      const name = names[at];
      const where = typeof name === "string" && name !== "" ? `${stage}, ${name}` : `${stage}, watch ${at + 1}`;
      const found = entryProblems(entry, promptNames);
      if (typeof name === "string" && names.indexOf(name) < at) found.push("its name is another watch's");
      problems.push(...found.map((problem) => `${where}: ${problem}`));
    }
    stages[stage] = entries;
  }
  return { stages, problems };
}

/**
 * @param {unknown} entry
 * @param {readonly string[]} promptNames
 */
function entryProblems(entry, promptNames) {
  if (!isMapping(entry)) return ["it must be a mapping with name, product_id, prompt and schedule"];
  /** @type {string[]} */
  const problems = [];
  const wants = (/** @type {string} */ name, /** @type {boolean} */ isAllowed, /** @type {string} */ allowed) => {
    if (isAllowed) return;
    const value = entry[name] ?? null;
    problems.push(
      value === null
        ? `${name} is missing; it must be ${allowed}`
        : `${name} is ${shown(value)}; it must be ${allowed}`,
    );
  };
  for (const name of Object.keys(entry)) {
    if (!known.includes(name)) problems.push(`${name} is unknown; known are ${known.join(", ")}`);
  }
  const { name, enabled = null, product_id: productId, prompt, channel = null, schedule } = entry;
  wants("name", isText(name) && watchNameCheck.pattern.test(name), watchNameCheck.allowed);
  wants("enabled", enabled === null || typeof enabled === "boolean", "true or false");
  wants("product_id", isText(productId) && productPattern.test(productId), "a product such as BTC-USD");
  wants("prompt", isText(prompt) && promptNames.includes(prompt), `one of ${promptNames.join(", ")}`);
  wants("channel", channel === null || (isText(channel) && channelCheck.pattern.test(channel)), channelCheck.allowed);
  const { problem } = readSchedule(schedule);
  if (problem !== null)
    problems.push(`schedule is ${schedule === undefined ? "missing" : shown(schedule)}; ${problem}`);
  return [...problems, ...watchProblems(entry)];
}

/**
 * The message of a watch, without its correlation id: what the function checks as well.
 *
 * @param {WatchEntry} watch
 */
function watchPayload({ name, product_id, prompt, channel, post, material, quiet_hours, timezone }) {
  /** @type {Record<string, unknown>} */
  const fields = { product_id, prompt, channel, watch: name, post: post ?? "always", material, quiet_hours, timezone };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

/**
 * The correlation id of what a watch asks at a time: the same however often its schedule fires for it.
 *
 * @param {string} name
 * @param {string} time as EventBridge Scheduler writes it, 2026-11-27T09:00:00Z
 */
function watchCorrelationId(name, time) {
  return `watch:${name}:${time}`;
}

/**
 * @param {unknown} value
 * @returns {value is Readonly<Record<string, unknown>>}
 */
function isMapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
function isText(value) {
  return typeof value === "string";
}

/** @param {unknown} value */
function shown(value) {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a mapping" : JSON.stringify(value).slice(0, 60);
}

module.exports = { readWatchFile, watchCorrelationId, watchPayload };
