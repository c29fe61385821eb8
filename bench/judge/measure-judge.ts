import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import * as z from "zod/mini";
import { readDeployedBuild } from "../../src/emulators/lambda/deployed-build.ts";
import { loadLabelled } from "../../tests/grounding/corpus/load-labelled.ts";
import { type BenchFigure, benchFigure } from "../kit/bench-figure.ts";
import { lambdaFlags } from "../kit/lambda-flags.ts";
import { median } from "../kit/time-interleaved.ts";

/** What is run. */
export interface JudgeBenchOptions {
  /** An empty folder for the bundle and the texts. */
  readonly folder: string;
  /** Rounds over all texts in one process; the first third are the compiler's, of the others the median counts. */
  readonly rounds: number;
  /** Fresh processes, each with another first text. */
  readonly processes: number;
}

/** SPEC 13: microseconds for a text of 100 words, and milliseconds for a container's first. */
const budgets = { warm: 500, first: 20 } as const;

/** What a model may write at most, so texts that are nearly as long are what is read. */
const [minWords, maxWords] = [75, 100] as const;

const printedSchema = z.object({ loadMs: z.number(), firstMs: z.number(), roundsMs: z.array(z.number()) });

/** Measures how long the check takes for a text: warm, and as the first of a process, with the flags of Lambda. */
export async function measureJudge({ folder, rounds, processes }: JudgeBenchOptions): Promise<readonly BenchFigure[]> {
  const bundle = await bundleJudge(folder);
  const texts = longTexts();
  const warm = runProbe(bundle, folder, texts, rounds);
  const warmRounds = warm.roundsMs.slice(Math.floor(rounds / 3));
  const words = texts.reduce((sum, { text }) => sum + countWords(text), 0);
  const fresh = Array.from({ length: processes }, (_, index) =>
    runProbe(bundle, folder, [...texts.slice(index * 7), ...texts].slice(0, 1), 0),
  );
  const loadMs = median(fresh.map((sample) => sample.loadMs));
  return [
    benchFigure(
      "judge_us",
      (median(warmRounds) * 1_000 * 100) / words,
      "microseconds",
      `a text of 100 words, warm: ${texts.length} texts of ${minWords} to ${maxWords} words, median of ${warmRounds.length} rounds`,
      budgets.warm,
    ),
    benchFigure(
      "judge_first_ms",
      median(fresh.map((sample) => sample.firstMs)),
      "ms",
      `a process's first text, median of ${processes} processes; loading the check took ${loadMs.toFixed(1)} ms`,
      budgets.first,
    ),
  ];
}

interface TimedText {
  readonly text: string;
  readonly subject: Readonly<Record<string, unknown>>;
}

function longTexts(): readonly TimedText[] {
  return loadLabelled()
    .filter(({ text }) => countWords(text) >= minWords && countWords(text) <= maxWords)
    .map(({ text, productId, features, namesLevels }) => ({
      text,
      subject: { productId, features, namesLevels, maxWords },
    }));
}

function countWords(text: string): number {
  return text.split(/\s+/u).length;
}

/** Bundles the check as serverless.yml has the function bundled, but alone and in one file. */
async function bundleJudge(folder: string): Promise<string> {
  await build({
    ...readDeployedBuild().options,
    splitting: false,
    plugins: [],
    entryPoints: [{ in: join(import.meta.dirname, "../../src/grounding/reading/judge-text.ts"), out: "judge" }],
    outdir: folder,
    logLevel: "error",
  });
  return join(folder, "judge.mjs");
}

function runProbe(bundle: string, folder: string, texts: readonly TimedText[], rounds: number) {
  const file = join(folder, "texts.json");
  writeFileSync(file, JSON.stringify(texts));
  const probe = join(import.meta.dirname, "judge-probe.mjs");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...lambdaFlags(), probe, bundle, file, String(rounds)],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`The check could not be timed: ${stderr}`);
  return z.parse(printedSchema, JSON.parse(stdout));
}
