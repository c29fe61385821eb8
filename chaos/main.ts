import type { Command, CommandContext } from "../src/commands/kit/command.ts";
import { chaosHelp, readChaosArguments } from "./arguments.ts";
import { isKept, judge } from "./judge.ts";
import { formatVerdict } from "./report.ts";
import { runChaos } from "./run-chaos.ts";

/**
 * `npm run chaos`: 0 if every promise was kept, 1 if not. The processes of the run end with this one, and its folder goes with
 * its exit.
 */
export const chaos: Command = { help: chaosHelp, interruption: "exits", run };

async function run(argv: readonly string[], { terminal }: CommandContext): Promise<number> {
  const given = readChaosArguments(argv);
  terminal.note(`Sending ${given.messageCount} messages, seed ${given.seed}: about a minute for each 1000.`);
  const verdict = judge(await runChaos(given));
  const kept = isKept(verdict, given.honoursIdempotencyKey);
  terminal.print(given.json ? JSON.stringify(verdict) : formatVerdict(verdict, kept));
  return kept ? 0 : 1;
}
