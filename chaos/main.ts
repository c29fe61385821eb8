/** The command line of the chaos run: 0 if every promise was kept, 1 if not, 2 for arguments that it can't follow. */
import { UsageError } from "../src/commands/kit/parse-command-line.ts";
import { type ChaosArguments, chaosUsage, readChaosArguments } from "./arguments.ts";
import { isKept, judge } from "./judge.ts";
import { formatVerdict } from "./report.ts";
import { runChaos } from "./run-chaos.ts";

/** The processes of the run end with this one, and its folder goes with its exit. */
for (const [name, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)
  process.once(name, () => process.exit(code));

async function run(given: ChaosArguments): Promise<number> {
  process.stderr.write(`Sending ${given.messageCount} messages, seed ${given.seed}: about a minute for each 1000.\n`);
  const verdict = judge(await runChaos(given));
  const kept = isKept(verdict, given.honoursIdempotencyKey);
  process.stdout.write(`${given.json ? JSON.stringify(verdict) : formatVerdict(verdict, kept)}\n`);
  return kept ? 0 : 1;
}

try {
  const given = readChaosArguments(process.argv.slice(2));
  if (given.help) process.stdout.write(`${chaosUsage}\n`);
  else process.exitCode = await run(given);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
