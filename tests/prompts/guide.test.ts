import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { promptNames } from "../../src/prompts/registry.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const top = resolve(import.meta.dirname, "../..");
const guide = readFileSync(join(top, "docs/prompts.md"), "utf8");

/** The files that the guide's example writes, by their paths. */
function filesOf(text: string): ReadonlyMap<string, string> {
  const blocks = text.matchAll(/^( *)```ts file=(\S+)\n([\s\S]*?)^ *```$/gm);
  return new Map(
    [...blocks].map(([, indent = "", path = "", code = ""]) => [
      path,
      code.replaceAll(`\n${indent}`, "\n").slice(indent.length),
    ]),
  );
}

/** Adds an import and a name to a file that lists its kind, as the guide says in words. */
function addTo(
  path: string,
  { name, from, behind }: { readonly name: string; readonly from: string; readonly behind: RegExp },
): void {
  const text = readFileSync(path, "utf8");
  const changed = `import { ${name} } from "${from}";\n${text}`.replace(behind, (found) => `${found}\n  ${name},`);
  expect(changed.split(name).length).toBe(3);
  writeFileSync(path, changed);
}

const probe = `
import { readFileSync } from "node:fs";
import { computeFeatures } from "./src/features/index.ts";
import { writePlainInsight } from "./src/grounding/plain-insight.ts";
import { judgeText } from "./src/grounding/reading/judge-text.ts";
import { findPromptType } from "./src/prompts/registry.ts";
const type = findPromptType("four_hours");
const [{ granularity, figures }] = type.series;
const asOf = 1700049600;
const candles = Array.from({ length: 97 }, (_, at) => {
  const open = 100 + at;
  return { start: asOf - (97 - at) * 900, open, high: open + 2, low: open - 1, close: open + 1, volume: 1 };
});
const features = computeFeatures(candles, { asOf, granularity, expectedCount: 96, figures });
const prompt = type.render("BTC-USD", features);
const plain = writePlainInsight("BTC-USD", features);
const subject = { productId: "BTC-USD", maxWords: type.maxWords, features };
console.log(JSON.stringify({ features, prompt, plain, ofDay: judgeText("BTC-USD is up 8.89 % over 24 hours.", subject).posted, grounded: judgeText(plain, subject).grounded }));
`;

const printed = z.object({
  features: z.record(z.string(), z.unknown()),
  prompt: z.object({ system: z.string(), user: z.string() }),
  plain: z.string(),
  ofDay: z.nullable(z.string()),
  grounded: z.boolean(),
});

let folder = "";
beforeAll(() => {
  folder = temporaryFolder();
  for (const room of ["features", "prompts", "grounding"])
    cpSync(join(top, "src", room), join(folder, "src", room), { recursive: true });
  symlinkSync(join(top, "node_modules"), join(folder, "node_modules"));
  for (const [path, code] of filesOf(guide)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), code);
  }
  addTo(join(folder, "src/features/catalogue.ts"), {
    name: "change4hPct",
    from: "./figures/changes/change-4h-pct.ts",
    behind: /export const catalogue = \[/,
  });
  addTo(join(folder, "src/prompts/registry.ts"), {
    name: "fourHours",
    from: "./four-hours.ts",
    behind: /export const promptTypes[^=]*= \[/,
  });
  const { compilerOptions } = z.parse(
    z.object({ compilerOptions: z.record(z.string(), z.unknown()) }),
    JSON.parse(readFileSync(join(top, "tsconfig.json"), "utf8")),
  );
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src", "tests"] }));
  writeFileSync(join(folder, "probe.ts"), probe);
});

describe("the guide to prompts", () => {
  it("names prompts that are there", () => {
    const named = [...guide.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(named.length).toBeGreaterThanOrEqual(5);
    expect(named.filter((name) => !promptNames.includes(name ?? ""))).toEqual([]);
  });

  it("has an example that compiles", () => {
    expect([...filesOf(guide).keys()]).toEqual([
      "src/features/figures/changes/change-4h-pct.ts",
      "src/prompts/four-hours.ts",
      "tests/features/figures/changes/change-4h-pct.test.ts",
    ]);
    expect(() => execFileSync(join(top, "node_modules/.bin/tsc"), ["-p", folder], { stdio: "pipe" })).not.toThrow();
  });

  it("has an example whose figure is computed, told to the model, said and checked", () => {
    const output = execFileSync(process.execPath, [join(folder, "probe.ts")], { encoding: "utf8" });
    const { features, prompt, plain, ofDay, grounded } = z.parse(printed, JSON.parse(output));
    expect(features).toMatchObject({ change_4h_pct: (16 / 181) * 100, interval: "FIFTEEN_MINUTE" });
    expect(prompt.user).toContain("The change over 4 hours in percent is 8.84 %.");
    expect(prompt.system).toContain("- BTC-USD is up 8.84 % over 4 hours.\n");
    expect(plain).toContain("BTC-USD is up 8.84 % over 4 hours");
    expect([ofDay, grounded]).toEqual([null, true]);
  });

  it("has an example whose test passes", () => {
    const vitest = join(top, "node_modules/vitest/vitest.mjs");
    expect(() => execFileSync(process.execPath, [vitest, "run", "--root", folder], { stdio: "pipe" })).not.toThrow();
  });
});
