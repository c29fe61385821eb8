/** `npm run cost`: what the service costs; without options it also writes docs/cost.md anew. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseCommandLine, readWhole, UsageError } from "../src/commands/kit/parse-command-line.ts";
import { costOfLoad, costSummary } from "./cost/cost-summary.ts";
import { writeCostPage } from "./cost/cost-page.ts";

const usage = `Usage: npm run cost -- [--insights N] [--products N]

Computes what the service costs from the inputs in bench/cost/inputs.ts.

  --insights N   insights a day, 1 to 1000000000: tells what this load costs, and which limit it meets first
  --products N   products that they are about, 1 to 100000. Default 50
  --help         this text

Without options it writes docs/cost.md and tells the essence of it.`;

// Whoever reads the output may close it (`| head -1`): the page is written all the same.
process.stdout.on("error", () => undefined);

try {
  const { values, positionals } = parseCommandLine(process.argv.slice(2), {
    insights: { type: "string" },
    products: { type: "string" },
  });
  if (positionals.length > 0) throw new UsageError(`${JSON.stringify(positionals[0])} is not known`);
  if (values.products !== undefined && values.insights === undefined) {
    throw new UsageError("--products needs --insights: how many insights a day");
  }
  if (values.help === true) {
    process.stdout.write(`${usage}\n`);
  } else if (values.insights === undefined) {
    writeFileSync(resolve(import.meta.dirname, "../docs/cost.md"), writeCostPage());
    process.stdout.write(`${costSummary()}\n\nWritten to docs/cost.md.\n`);
  } else {
    const insightsPerDay = readWhole("--insights", values.insights, 1_000, 1, 1_000_000_000);
    const products = readWhole("--products", values.products, 50, 1, 100_000);
    process.stdout.write(`${costOfLoad({ insightsPerDay, products })}\n`);
  }
} catch (error) {
  const isUsage = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(isUsage ? `${message}\n\n${usage}\n` : `${message}\n`);
  process.exitCode = isUsage ? 2 : 1;
}
