import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { usage } from "../src/local/arguments.ts";
import { whyUsage } from "../src/local/why/why-arguments.ts";
import { errorCodes } from "../src/platform/errors.ts";
import { settingNames } from "../src/platform/settings.ts";
import { promptNames } from "../src/prompts/registry.ts";

const readme = readFileSync(resolve(import.meta.dirname, "../README.md"), "utf8");

/** The names in backticks in the first column of the table below a heading. */
function namesUnder(heading: string): readonly string[] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
}

describe("the README", () => {
  it("explains every error code, and no other", () => {
    expect(namesUnder("Error codes").toSorted()).toEqual(errorCodes.toSorted());
  });

  it("explains every setting, and no other", () => {
    expect(namesUnder("Settings").toSorted()).toEqual(settingNames.toSorted());
  });

  it("names every prompt", () => {
    for (const name of promptNames) expect(readme).toContain(`\`${name}\``);
  });

  it("shows the command line as the command line shows itself", () => {
    const options = [...`${usage}${whyUsage}`.matchAll(/--[a-z]+/g)]
      .map(([option]) => option)
      .filter((option) => option !== "--help");
    for (const option of options) expect(readme).toContain(option);
  });
});
