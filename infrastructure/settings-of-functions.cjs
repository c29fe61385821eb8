"use strict";

const path = require("node:path");
const { settings } = require("../src/platform/config/settings/settings-table.cjs");

/**
 * Leaves of the table of settings what a function reads of it at its start: neither the settings of the template alone, nor
 * what documents and what the doctor asks. Whole, it would be read at each start, and is 3 KB of a zip.
 *
 * @type {import("esbuild").Plugin}
 */
const settingsOfFunctions = {
  name: "settings-of-functions",
  setup(build) {
    const table = path.join("src", "platform", "config", "settings", "settings-table.cjs");
    build.onLoad({ filter: /[\\/]settings-table\.cjs$/ }, (file) => {
      if (!file.path.endsWith(table)) return undefined;
      return { contents: sourceOfTable(readByFunctions()), loader: "js" };
    });
  },
};

function readByFunctions() {
  /** @type {(readonly [string, import("../src/platform/config/setting.ts").Setting])[]} */
  const all = Object.entries(settings);
  const read = all
    .filter(([, { functions }]) => functions.length > 0)
    .map(([key, { name, meaning, functions, check, required, default: preset, secret, delivery, refusedAs }]) => {
      // Only the error about a lack quotes what a setting is for.
      const quoted = required === true && preset === undefined ? meaning : undefined;
      return [key, { name, meaning: quoted, functions, check, required, default: preset, secret, delivery, refusedAs }];
    });
  return Object.fromEntries(read);
}

/**
 * The table as JavaScript writes it, what several settings have in common written once.
 *
 * @param {Readonly<Record<string, object>>} table
 */
function sourceOfTable(table) {
  const parts = Object.values(table).flatMap((setting) =>
    Object.values(setting).filter((part) => Object(part) === part),
  );
  const sources = parts.map(sourceOf);
  const shared = [...new Set(sources.filter((source, index) => sources.indexOf(source) !== index))];
  const names = new Map(shared.map((source, index) => [source, `shared${index}`]));
  const rows = Object.entries(table).map(([key, setting]) => {
    const fields = Object.entries(setting).filter(([, part]) => part !== undefined);
    return `${key}:{${fields.map(([name, part]) => `${name}:${names.get(sourceOf(part)) ?? sourceOf(part)}`).join(",")}}`;
  });
  const constants = shared.map((source) => `const ${names.get(source)} = ${source};\n`);
  return `${constants.join("")}export const settings = {${rows.join(",")}};`;
}

/**
 * A value as JavaScript writes it; of an object only what is there.
 *
 * @param {unknown} value plain data, and regular expressions
 * @returns {string}
 */
function sourceOf(value) {
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${sourceOf(part)}`).join(",")}}`;
}

module.exports = { settingsOfFunctions };
