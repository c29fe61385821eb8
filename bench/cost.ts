import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command, CommandContext } from "../src/commands/kit/command.ts";
import { type OptionTable, parseCommandLine, readWhole, UsageError } from "../src/commands/kit/parse-command-line.ts";
import { costOfLoad, costSummary } from "./cost/cost-summary.ts";
import { writeCostPage } from "./cost/cost-page.ts";
import { refusePositionals } from "./kit/refuse-positionals.ts";

const costOptions = {
  insights: {
    type: "string",
    value: "N",
    meaning: "insights a day, 1 to 1000000000: tells what this load costs, and which limit it meets first",
  },
  products: { type: "string", value: "N", meaning: "products that they are about, 1 to 100000. Default 50" },
} as const satisfies OptionTable;

/** `npm run cost`: what the service costs; without options it also writes docs/cost.md anew. */
export const cost: Command = {
  help: {
    usage: ["[--insights N] [--products N]"],
    options: costOptions,
    notes: "Without options it writes docs/cost.md and tells the essence of it.",
  },
  interruption: "exits",
  run,
};

async function run(argv: readonly string[], { terminal }: CommandContext): Promise<number> {
  const { values, positionals } = parseCommandLine(argv, costOptions);
  refusePositionals(positionals);
  if (values.products !== undefined && values.insights === undefined) {
    throw new UsageError("--products needs --insights: how many insights a day");
  }
  const insightsPerDay = readWhole("--insights", values.insights, 1_000, 1, 1_000_000_000);
  const products = readWhole("--products", values.products, 50, 1, 100_000);
  if (values.insights === undefined) {
    writeFileSync(resolve(import.meta.dirname, "../docs/cost.md"), writeCostPage());
    terminal.print(`${costSummary()}\n\nWritten to docs/cost.md.`);
  } else {
    terminal.print(costOfLoad({ insightsPerDay, products }));
  }
  return 0;
}
