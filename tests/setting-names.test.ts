import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { settings } from "../src/platform/config/settings.ts";

const top = resolve(import.meta.dirname, "..");
const table = "src/platform/config/settings/";

/** Commands that read or make the environment of an operator's own machine, and tell about it in their help. */
const ofTheMachine = /^src\/commands\/(?:start|why|dlq|candles)\//;

const names = Object.values(settings).map(({ name }) => name);
const anyName = new RegExp(`(?<![A-Za-z0-9_])(?:${names.join("|")})(?![A-Za-z0-9_])`, "g");

function codeOf(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(?:^|\s)\/\/.*$/gm, "");
}

function namesIn(text: string): readonly string[] {
  return [...codeOf(text).matchAll(anyName)].map(([name]) => name);
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(join(top, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:tsx?|[cm]?js)$/u.test(file))
    .map((file) => `${folder}/${file}`);
}

function spelled(isLookedAt: (file: string) => boolean): readonly string[] {
  const files = [...filesOf("src"), ...filesOf("infrastructure")].filter(isLookedAt);
  return files.flatMap((file) => namesIn(readFileSync(join(top, file), "utf8")).map((name) => `${file}: ${name}`));
}

describe("the name of a setting", () => {
  it("stands in the table alone: everything else refers to the setting", () => {
    expect(spelled((file) => !file.startsWith(table) && !ofTheMachine.test(file))).toEqual([]);
  });

  it("is declared there once", () => {
    const declared = [...filesOf(table.slice(0, -1))].flatMap((file) =>
      [...codeOf(readFileSync(join(top, file), "utf8")).matchAll(/^ +name: "([A-Z0-9_]+)",$/gm)].map(
        ([, name = ""]) => name,
      ),
    );
    expect(declared.toSorted()).toEqual(names.toSorted());
  });

  it("is found in a string, a template and a key, but in no comment and no longer name", () => {
    const text = [
      'const a = "OLLAMA_HOST";',
      "const b = `see ${x} and LOG_LEVEL`;",
      "const c = { REGION: 1, AWS_REGION: 2 };",
      "// ECS_CLUSTER",
      "/** SGS_IDS */",
    ].join("\n");
    expect(namesIn(text)).toEqual(["OLLAMA_HOST", "LOG_LEVEL", "REGION"]);
  });
});
