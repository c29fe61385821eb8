/**
 * `npm run bench:grounding`: what the verdict on texts lets through and what it leaves out, and how long it takes, on the
 * corpus of `tests/grounding/corpus`.
 *
 *     npm run bench:grounding -- [--json] [--part NAME]
 *     npm run bench:grounding -- --mutate [--list] [--json] [--part NAME]
 *
 * With `--mutate` it changes each true labelled sentence that is posted in one word, digit or product, and counts what is
 * posted still; `--list` prints those.
 */
import { parseArgs } from "node:util";
import { judgeText } from "../src/grounding/reading/judge-text.ts";
import { corpusParts, type CorpusText, loadCorpus } from "../tests/grounding/corpus/load-corpus.ts";
import { loadLabelled, type LabelledText, labelledParts } from "../tests/grounding/corpus/load-labelled.ts";
import { formatMutations, reportMutations } from "./grounding/mutation-report.ts";
import { formatReport, reportLabelled, reportTexts } from "./grounding/grounding-report.ts";

/** The first rounds are the compiler's; of the others the median counts. */
const warmUpRounds = 3;
const rounds = 9;

function main(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: "boolean", default: false },
      part: { type: "string" },
      mutate: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
    },
  });
  const known: readonly string[] = [...labelledParts, ...corpusParts];
  if (values.part !== undefined && !known.includes(values.part))
    throw new Error(`--part is one of ${known.join(", ")}`);
  const isAsked = ({ part }: { readonly part: string }): boolean => values.part === undefined || part === values.part;
  const labelled = loadLabelled().filter(isAsked);
  if (values.mutate) {
    const mutated = reportMutations(labelled);
    process.stdout.write(`${values.json ? JSON.stringify(mutated) : formatMutations(mutated, values.list)}\n`);
    return;
  }
  const corpus = loadCorpus().filter(isAsked);
  const report = { sentences: reportLabelled(labelled), texts: reportTexts(corpus) };
  const microseconds = timeVerdicts([...labelled, ...corpus]);
  const line = { ...report, microseconds_per_text: Number(microseconds.toFixed(1)) };
  process.stdout.write(values.json ? `${JSON.stringify(line)}\n` : `${formatReport(report, microseconds)}\n`);
}

function timeVerdicts(texts: readonly (CorpusText | LabelledText)[]): number {
  const times: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    const startedAt = performance.now();
    for (const { text, productId, features } of texts) judgeText(text, { productId, maxWords: 100, features });
    times.push(((performance.now() - startedAt) / texts.length) * 1_000);
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
