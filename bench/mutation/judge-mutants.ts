import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { CommandContext } from "../../src/commands/kit/command.ts";
import type { Coverage, Plan, ResultLine } from "./plan.ts";

/** Nothing that a mutant's tests do takes as long without a break, in milliseconds. */
const maxMutantMs = 20_000;

/** How often it is looked whether a mutant has come to an end, in milliseconds. */
const lookEveryMs = 500;

export interface Judged {
  readonly coverage: Coverage;
  /** By the mutant's id. */
  readonly results: ReadonlyMap<string, ResultLine>;
}

function linesOf(path: string): readonly ResultLine[] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, "utf8");
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line !== "")
    .map((line): ResultLine => JSON.parse(line));
}

const ended = (path: string) =>
  new Map(
    linesOf(path)
      .filter(({ status }) => status !== undefined)
      .map((line) => [line.id, line]),
  );

/**
 * Runs a process with the mutants of a plan; where one of them holds it up, it is ended, and another goes on with the next.
 *
 * @param note takes how many of the mutants have come to an end
 * @throws Error where the tests can't be run at all, with what the process said
 */
export async function judgeMutants(
  top: string,
  plan: Plan,
  planPath: string,
  { signal, environment }: Pick<CommandContext, "signal" | "environment">,
  note: (done: number) => void,
): Promise<Judged> {
  rmSync(plan.resultsPath, { force: true });
  rmSync(plan.coveragePath, { force: true });
  for (;;) {
    const before = ended(plan.resultsPath);
    const left = plan.run.filter((id) => !before.has(id));
    if (left.length === 0 && existsSync(plan.coveragePath)) break;
    writeFileSync(planPath, JSON.stringify({ ...plan, run: left }));
    const said = await runOnce(top, planPath, plan, { signal, environment }, note);
    signal.throwIfAborted();
    const lines = linesOf(plan.resultsPath);
    const last = lines.at(-1);
    if (last === undefined && plan.run.length > 0) throw new Error(`The tests could not be run:\n${said}`);
    if (last !== undefined && last.status === undefined) {
      writeFileSync(plan.resultsPath, `${JSON.stringify({ id: last.id, status: "timeout" })}\n`, { flag: "a" });
    } else if (ended(plan.resultsPath).size === before.size && left.length > 0) {
      throw new Error(`The tests came to an end before the mutants did:\n${said}`);
    }
  }
  return { coverage: JSON.parse(readFileSync(plan.coveragePath, "utf8")), results: ended(plan.resultsPath) };
}

async function runOnce(
  top: string,
  planPath: string,
  plan: Plan,
  { signal, environment }: Pick<CommandContext, "signal" | "environment">,
  note: (done: number) => void,
): Promise<string> {
  const vitest = `${top}/node_modules/vitest/vitest.mjs`;
  const child = spawn(process.execPath, [vitest, "run", "--config", "bench/mutation/vitest.config.ts"], {
    cwd: top,
    env: { ...environment, MUTATION_PLAN: planPath },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, "SIGKILL");
  };
  signal.addEventListener("abort", end, { once: true });
  const closed = new Promise<true>((resolve) => child.once("close", () => resolve(true)));
  let lastCount = -1;
  let since = Date.now();
  while (!(await Promise.race([closed, sleep(lookEveryMs, false)]))) {
    const count = linesOf(plan.resultsPath).length;
    if (count !== lastCount) {
      lastCount = count;
      since = Date.now();
      note(ended(plan.resultsPath).size);
    } else if (existsSync(plan.coveragePath) && lastCount > 0 && Date.now() - since > maxMutantMs) end();
  }
  signal.removeEventListener("abort", end);
  return said;
}
