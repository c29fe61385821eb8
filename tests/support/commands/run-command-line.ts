import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

/** Most of a command's time is the compiling of what it loads. */
const compileCache = { NODE_COMPILE_CACHE: "node_modules/.cache/node-compile" };

const main = fileURLToPath(new URL("../../../src/commands/main.ts", import.meta.url));
const loopbackOnly = new URL("../loopback-only.ts", import.meta.url).href;

/** What a run of the command line left behind. */
export interface CommandLineRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line that runs. */
export interface RunningCommandLine {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** What came on standard output so far. */
  readonly stdout: () => string;
  /** Waits until standard output holds `text`. */
  outputs(text: string): Promise<void>;
  readonly ended: Promise<CommandLineRun>;
}

/**
 * Starts `npm start -- ...args` (or another script) without npm, as a process of its own that can reach loopback only. Its environment is
 * `environment` alone, with Coinbase and Ollama at ports where nothing listens unless it says otherwise.
 */
export function startCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  script = "start",
): RunningCommandLine {
  const child = spawn(process.execPath, ["--import", loopbackOnly, main, script, ...args], {
    env: { COINBASE_API_URL: "http://127.0.0.1:2", OLLAMA_HOST: "http://127.0.0.1:2", ...compileCache, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  const ended = once(child, "close").then(() => ({ exitCode: child.exitCode, stdout, stderr }));
  return {
    child,
    stdout: () => stdout,
    async outputs(text) {
      while (!stdout.includes(text)) {
        if (child.exitCode !== null) throw new Error(`The command line ended without "${text}":\n${stdout}\n${stderr}`);
        await Promise.race([once(child.stdout, "data"), ended]);
      }
    },
    ended,
  };
}

/** Runs the command line to its end. */
export async function runCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  script = "start",
): Promise<CommandLineRun> {
  return await startCommandLine(args, environment, script).ended;
}
