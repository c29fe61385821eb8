import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, expect, it } from "vitest";

const launcher = resolve(import.meta.dirname, "../../src/commands/run.mjs");
const folders: string[] = [];

/** A clone in which nothing was installed. */
function cloneWithout(packages: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), "trader-clone-"));
  folders.push(folder);
  cpSync(launcher, join(folder, "src/commands/run.mjs"));
  const main =
    "const [name = '', who = ''] = process.argv.slice(2); const said: string = `${name} ${who}`; console.log(said);";
  writeFileSync(join(folder, "src/commands/main.ts"), main);
  if (packages) {
    mkdirSync(join(folder, "node_modules"));
    writeFileSync(join(folder, "node_modules/.package-lock.json"), "{}");
  }
  return folder;
}

function run(folder: string, ...flags: string[]) {
  const script = join(folder, "src/commands/run.mjs");
  return spawnSync(process.execPath, [...flags, script, "hello", "world"], { encoding: "utf8" });
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it("says in one line to install the packages where there are none", () => {
  const { status, stdout, stderr } = run(cloneWithout(false));
  expect(stderr).toBe("The packages are not installed: run `npm ci` first. It brings the right Node as well.\n");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

it("says in one line what a Node that knows no TypeScript lacks", () => {
  const { status, stderr } = run(cloneWithout(true), "--no-strip-types");
  expect(stderr).toMatch(/^Node \d+\.\d+\.\d+ runs no TypeScript: run this by npm, [^\n]*\n$/);
  expect(status).toBe(2);
});

it("gives the name of the command and its arguments on", () => {
  const { status, stdout } = run(cloneWithout(true));
  expect({ status, stdout }).toEqual({ status: 0, stdout: "hello world\n" });
});
