import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import * as z from "zod/mini";
import { readFigures } from "./kit/bench-figure.ts";
import { allFiguresFigure, featuresFigure } from "./features/features-figure.ts";
import { benchCommand } from "./kit/run-bench.ts";

const about =
  "They are bench:features, bench:start, bench:message, bench:batch, bench:memory and bench:judge: several minutes on a machine that does nothing else. The texts' check has a count of its own, npm run bench:grounding.";

const comparisonsSchema = z.array(
  z.object({
    candles: z.number(),
    ratio_to_fastest_peer: z.number(),
    all_figures: z.object({ ratio_to_fastest_peer: z.number() }),
  }),
);

/** `npm run bench`: every benchmark after the other, and how the budgets fare. */
export const benchAll = benchCommand(about, {}, async (_given, { note }) => {
  const run = async (name: string, ...args: readonly string[]): Promise<unknown> => {
    note(`${name} ...`);
    return await runCommand(`bench:${name}`, args);
  };
  const features = z.parse(comparisonsSchema, await run("features", "--candles", "288"));
  const ofAll = features.map(({ candles, all_figures: all }) => ({ candles, ...all }));
  const figures = [featuresFigure(features), allFiguresFigure(ofAll)];
  for (const name of ["start", "message", "batch", "memory", "judge"]) figures.push(...readFigures(await run(name)));
  return figures;
});

const main = resolve(import.meta.dirname, "../src/commands/main.ts");

/** What a benchmark prints with `--json`; what it says of itself goes on to standard error. It ends with this process. */
async function runCommand(name: string, args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [main, name, "--json", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const end = (): void => void child.kill();
  process.once("exit", end);
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  await once(child, "close");
  process.off("exit", end);
  if (child.exitCode !== 0) throw new Error(`${name} ended with ${child.exitCode ?? "a signal"}`);
  return JSON.parse(printed);
}
