/** `npm run bench`: every benchmark after the other, and how the budgets fare. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import * as z from "zod/mini";
import { readFigures } from "./kit/bench-figure.ts";
import { allFiguresFigure, featuresFigure } from "./features/features-figure.ts";
import { runBench } from "./kit/run-bench.ts";

const usage = `Usage: npm run bench -- [--json]

Runs bench:features, bench:start, bench:message, bench:batch and bench:memory, one after another: several minutes on a
machine that does nothing else. The texts' check has a count of its own, npm run bench:grounding.`;

const comparisonsSchema = z.array(
  z.object({
    candles: z.number(),
    ratio_to_fastest_peer: z.number(),
    all_figures: z.object({ ratio_to_fastest_peer: z.number() }),
  }),
);

await runBench(
  async () => {
    const features = z.parse(comparisonsSchema, await run("features.ts", "--candles", "288"));
    const ofAll = features.map(({ candles, all_figures: all }) => ({ candles, ...all }));
    const figures = [featuresFigure(features), allFiguresFigure(ofAll)];
    for (const file of ["start.ts", "message.ts", "batch.ts", "memory.ts"])
      figures.push(...readFigures(await run(file)));
    return figures;
  },
  [],
  usage,
);

/** What a benchmark prints with `--json`; what it says of itself goes on to standard error. */
async function run(file: string, ...args: readonly string[]): Promise<unknown> {
  process.stderr.write(`${file.replace(/\.ts$/, "")} ...\n`);
  const child = spawn(process.execPath, [join(import.meta.dirname, file), "--json", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  await once(child, "close");
  if (child.exitCode !== 0) throw new Error(`bench/${file} ended with ${child.exitCode ?? "a signal"}`);
  return JSON.parse(printed);
}
