"use strict";

/**
 * What the value of a setting has to be, and what an error says that it has to be. The functions ask at their start and the
 * template's computed parts when it is made: so that both refuse the same.
 *
 * @typedef {import("../setting.ts").SettingCheck} SettingCheck
 */

/** The providers that a stage may name. */
const providerNames = /** @type {const} */ (["bedrock", "ollama", "openai"]);

/** Where insights may be posted. */
const deliveryNames = /** @type {const} */ (["assistant", "discord"]);

const channelCharacters = "1 to 100 letters, digits, _ or -";

/** The names of the Assistant's channels. */
const channelCheck = /** @type {const} */ ({
  kind: "match",
  pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/,
  allowed: `${channelCharacters}, beginning with a letter or digit`,
  brief: channelCharacters,
});

/**
 * Seconds in decimal digits, or durations of Go: `10m`, `1h30m`, `1.5h`. A sign stands for "for ever".
 *
 * @see https://docs.ollama.com/faq (keep_alive)
 */
const durationCheck = /** @type {const} */ ({
  kind: "match",
  pattern: /^-?(?:\d{1,9}|(?:\d{1,9}(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h)){1,6})$/,
  allowed: "whole seconds, a duration like 10m or 1h30m, or -1",
});

/** An amount above 0 in US dollars, in decimal digits. */
const dollarsCheck = /** @type {const} */ ({
  kind: "match",
  pattern: /^(?=.*[1-9])\d{1,6}(?:\.\d{1,6})?$/,
  allowed: "US dollars above 0 and below a million, such as 2.50",
});

/** Prices of models, US dollars for a million tokens. */
const pricesCheck = /** @type {const} */ ({
  kind: "list",
  each: /^[a-z]+:[^=,\s]+=\d{1,6}(?:\.\d{1,6})?\/\d{1,6}(?:\.\d{1,6})?$/,
  allowed:
    "prices such as bedrock:amazon.nova-lite-v1:0=0.06/0.24 (PROVIDER:MODEL=IN/OUT, US dollars for a million tokens) separated by commas",
});

const yesOrNoCheck = /** @type {const} */ ({ kind: "match", pattern: /^(true|false)$/, allowed: "true or false" });

/** Part of a role's resource, where `*` would stand for everything and `${` for something else. */
const nameInRole = /^[A-Za-z0-9._:/-]+$/;

/**
 * The parts of a list separated by commas, those that are not blank.
 *
 * @param {string} text
 */
function listOf(text) {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** The channel before a webhook. */
const channelPrefix = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}\s*=\s*/;

/**
 * The parts of a value that may each be a reference, with what stands before each: every webhook by itself, else the value.
 *
 * @param {SettingCheck} check
 * @param {string} value trimmed
 * @returns {{ before: string, part: string }[]}
 */
function partsOf({ kind }, value) {
  if (kind !== "webhooks") return [{ before: "", part: value }];
  return listOf(value).map((each) => {
    const [before = ""] = channelPrefix.exec(each) ?? [];
    return { before, part: each.slice(before.length) };
  });
}

/**
 * Whether a value is what its check allows. Addresses have a check of their own, which says what is wrong with them.
 *
 * @param {SettingCheck} check
 * @param {string} value trimmed and not empty
 * @returns {boolean}
 */
function isAllowed(check, value) {
  switch (check.kind) {
    case "match":
      return check.pattern.test(value);
    case "name":
      return nameInRole.test(value);
    case "choice":
      return check.allowed.includes(value.toLowerCase());
    case "count": {
      // `Number` alone would take "1e1", "0x10" and "1.0" as well.
      const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      return Number.isSafeInteger(number) && number >= check.min && number <= (check.max ?? number);
    }
    case "list": {
      const { each } = check;
      const parts = listOf(value);
      return each === undefined || (parts.length > 0 && parts.every((part) => each.test(part)));
    }
    case "text":
    case "url":
    case "address":
    case "webhooks":
    default:
      return true;
  }
}

/**
 * What a check allows, to be put behind "must be".
 *
 * @param {SettingCheck} check
 * @returns {string}
 */
function allowedBy(check) {
  switch (check.kind) {
    case "match":
      return check.allowed;
    case "name":
      return "a name, an id or an ARN as the role can hold it";
    case "choice":
      return `one of ${check.allowed.join(", ")}`;
    case "count":
      return `a whole number ${check.max === undefined ? `of at least ${check.min}` : `from ${check.min} to ${check.max}`}`;
    case "list":
      return check.allowed ?? "a list separated by commas";
    case "text":
      return "a text";
    case "webhooks":
      return "webhooks by their channel, separated by commas";
    case "url":
    case "address":
    default:
      return "an http or https URL";
  }
}

module.exports = {
  allowedBy,
  channelCheck,
  deliveryNames,
  dollarsCheck,
  durationCheck,
  isAllowed,
  listOf,
  partsOf,
  pricesCheck,
  providerNames,
  yesOrNoCheck,
};
