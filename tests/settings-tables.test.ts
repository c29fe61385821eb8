import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type Setting, settings } from "../src/platform/config/settings.ts";

const readmePath = resolve(import.meta.dirname, "../README.md");

const all: readonly (readonly [string, Setting])[] = Object.entries(settings);

/** The names of a row: of the setting with this key, and of those that stand in its row. */
function namesOfRow(key: string): string {
  const members = all.filter(([each, { sameRowAs }]) => each === key || sameRowAs === key);
  return members.map(([, { name }]) => `\`${name}\``).join(", ");
}

/** A sentence part as a cell begins: small, unless it begins with an abbreviation. */
function asCell(meaning: string): string {
  return /^[A-Z](?![A-Z])/.test(meaning) ? meaning.charAt(0).toLowerCase() + meaning.slice(1) : meaning;
}

function cellOf({ readme, meaning, required, default: preset }: Setting): string {
  if (readme !== undefined) return readme;
  return `${required === true ? "required; " : ""}${asCell(meaning)}${preset === undefined ? "" : `; default \`${preset}\``}`;
}

/** The table "Settings": what functions read, and what else is said to be no variable of theirs. */
function settingsTable(): string {
  const rows = all.filter(
    ([, { sameRowAs, functions, readme }]) => sameRowAs === undefined && (functions.length > 0 || readme !== undefined),
  );
  return rows.map(([key, setting]) => `| ${namesOfRow(key)} | ${cellOf(setting)} |\n`).join("");
}

/** The table "What a deployment is told": what is for the stack alone. */
function deploymentTable(): string {
  const rows = all.filter(([, { sameRowAs, functions }]) => sameRowAs === undefined && functions.length === 0);
  return rows.map(([key, { meaning }]) => `| ${namesOfRow(key)} | ${asCell(meaning)} |\n`).join("");
}

/** The README with the rows of the first table below a heading replaced. */
function withTable(readme: string, heading: string, rows: string): string {
  const start = readme.indexOf(`\n${heading}\n`);
  const table = /\|---\|---\|\n((?:\|.*\n)*)/g;
  table.lastIndex = start;
  const found = table.exec(readme);
  if (start === -1 || found === null) throw new Error(`The README has no table below ${heading}`);
  const end = table.lastIndex;
  return readme.slice(0, end - (found[1] ?? "").length) + rows + readme.slice(end);
}

describe("the README's tables of settings", () => {
  it("say what the table of settings says (npm run settings:table writes them)", async () => {
    const readme = readFileSync(readmePath, "utf8");
    const withSettings = withTable(readme, "## Settings", settingsTable());
    const expected = withTable(withSettings, "### What a deployment is told", deploymentTable());
    await expect(expected).toMatchFileSnapshot(readmePath);
  });

  it("hold each setting once, its row's head before it", () => {
    const keys = all.map(([key]) => key);
    for (const [key, { sameRowAs }] of all) {
      if (sameRowAs === undefined) continue;
      expect(keys.slice(0, keys.indexOf(key)), key).toContain(sameRowAs);
      expect(all.find(([each]) => each === sameRowAs)?.[1].sameRowAs, key).toBeUndefined();
    }
  });
});
