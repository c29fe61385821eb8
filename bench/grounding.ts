/**
 * `npm run bench:grounding`: how many planted faults the check of a text catches, how many true texts it refuses, and how long
 * it takes, on the corpus of `tests/grounding/corpus`.
 *
 *     npm run bench:grounding -- [--json] [--part NAME]
 */
import { parseArgs } from "node:util";
import { checkText } from "../src/grounding/check-text.ts";
import { corpusParts, type CorpusText, loadCorpus } from "../tests/grounding/corpus/load-corpus.ts";
import { formatReport, reportVerdicts } from "./grounding-report.ts";

/** The first rounds are the compiler's; of the others the median counts. */
const warmUpRounds = 3;
const rounds = 9;

function main(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: "boolean", default: false }, part: { type: "string" } },
  });
  const known: readonly string[] = corpusParts;
  if (values.part !== undefined && !known.includes(values.part)) {
    throw new Error(`--part is one of ${corpusParts.join(", ")}`);
  }
  const corpus = loadCorpus().filter(({ part }) => values.part === undefined || part === values.part);
  const rows = reportVerdicts(corpus);
  const microseconds = timeChecks(corpus);
  const line = { rows, microseconds_per_text: Number(microseconds.toFixed(1)) };
  process.stdout.write(values.json ? `${JSON.stringify(line)}\n` : `${formatReport(rows, microseconds)}\n`);
}

function timeChecks(corpus: readonly CorpusText[]): number {
  const times: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    const startedAt = performance.now();
    for (const { text, productId, features } of corpus) checkText(text, { productId, maxWords: 100, features });
    times.push(((performance.now() - startedAt) / corpus.length) * 1_000);
  }
  const counted = times.slice(warmUpRounds).toSorted((one, other) => one - other);
  return counted[Math.floor(counted.length / 2)] ?? Number.NaN;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
