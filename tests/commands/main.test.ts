import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { commands } from "../../src/commands/commands.ts";
import type { CommandEntry } from "../../src/commands/kit/command.ts";
import { exitCodeOf } from "../../src/commands/kit/run-command.ts";
import { runCommandLine } from "../support/commands/run-command-line.ts";

async function run(entry: CommandEntry, argv: readonly string[]) {
  const printed: string[] = [];
  const noted: string[] = [];
  const terminal = {
    print: (line: string) => void printed.push(line),
    note: (line: string) => void noted.push(line),
    noteAsItIs: () => undefined,
    columns: 80,
    rowColumns: 80,
    isTerminal: false,
    isNoteTerminal: false,
  };
  const context = { terminal, signal: new AbortController().signal, environment: {} };
  return { exitCode: await exitCodeOf(entry, await entry.load(), argv, context), printed, noted };
}

describe.each(commands.map((entry) => [entry.name, entry] as const))("the command %s", (name, entry) => {
  it("tells on --help how it is called and every option, on 80 columns", async () => {
    const { exitCode, printed, noted } = await run(entry, ["--help"]);
    expect([exitCode, noted]).toEqual([0, []]);
    const text = printed.join("\n");
    expect(text).toMatch(name === "start" ? /^Usage: npm start -- / : new RegExp(`^Usage: npm run ${name} -- `));
    for (const option of Object.keys((await entry.load()).help.options)) expect(text).toContain(`--${option} `);
    expect(text).toContain("--version");
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("tells its version on --version", async () => {
    expect(await run(entry, ["--version"])).toEqual({ exitCode: 0, printed: ["0.1.0"], noted: [] });
  });

  it("refuses an option that it does not know in one line that names it and what is known", async () => {
    const { exitCode, printed, noted } = await run(entry, ["--bogus"]);
    expect([exitCode, printed]).toEqual([2, []]);
    expect(noted).toEqual([
      expect.stringMatching(/^Unknown option '--bogus'; known options: [^\n]*--help, --version [^\n]*$/),
    ]);
  });
});

describe("the dispatcher", () => {
  it.each([
    [[], /^A command is missing; known: start, send, recent, why/],
    [["nope"], /^"nope" is no command; known: start, send, recent, why/],
  ])("refuses %j in one line that names the commands", async (args, told) => {
    const [script, ...rest] = args;
    const { exitCode, stdout, stderr } = await runCommandLine(rest, {}, script ?? "");
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(told);
    expect(stderr.trimEnd()).not.toContain("\n");
  });

  it("tells on --help what every command does", async () => {
    const { exitCode, stdout } = await runCommandLine([], {}, "--help");
    expect(exitCode).toBe(0);
    for (const { name } of commands) expect(stdout).toMatch(new RegExp(`^ {2}npm (run )?${name} `, "m"));
  });

  it("takes the width from COLUMNS", async () => {
    const { stdout } = await runCommandLine(["--help"], { COLUMNS: "50" }, "doctor");
    expect(stdout.split("\n").filter((line) => line.length > 50)).toEqual([]);
  });
});

/** The processes below one. */
function descendantsOf(pid: number): readonly number[] {
  const list =
    process.platform === "linux"
      ? readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      : spawnSync("pgrep", ["-P", String(pid)], { encoding: "utf8" }).stdout;
  const children = list
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "")
    .map(Number);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("a command that npm runs", () => {
  it("ends with npm at SIGTERM, and leaves no process behind", async () => {
    const child = spawn("npm", ["start", "--", "--market", "sample", "--llm", "plain", "--serve"], {
      cwd: resolve(import.meta.dirname, "../.."),
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        npm_config_update_notifier: "false",
        NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    await expect.poll(() => stdout, { timeout: 25_000 }).toContain("Ctrl-C ends it");
    const pids = descendantsOf(child.pid ?? 0);
    onTestFinished(() => {
      for (const pid of pids.filter(isAlive)) process.kill(pid, "SIGKILL");
    });
    // Node, and the function's process below it.
    expect(pids.length).toBeGreaterThanOrEqual(2);
    child.kill("SIGTERM");
    await once(child, "close");
    await expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  }, 60_000);
});
