import type { Command, CommandContext } from "../src/commands/kit/command.ts";
import { type OptionTable, parseCommandLine, UsageError } from "../src/commands/kit/parse-command-line.ts";
import { judgeText } from "../src/grounding/reading/judge-text.ts";
import { corpusParts, type CorpusText, loadCorpus } from "../tests/grounding/corpus/load-corpus.ts";
import { loadLabelled, type LabelledText, labelledParts } from "../tests/grounding/corpus/load-labelled.ts";
import { refusePositionals } from "./kit/refuse-positionals.ts";
import { formatMutations, reportMutations } from "./grounding/mutation-report.ts";
import { formatReport, reportLabelled, reportTexts } from "./grounding/grounding-report.ts";

/** The first rounds are the compiler's; of the others the median counts. */
const warmUpRounds = 3;
const rounds = 9;

const known: readonly string[] = [...labelledParts, ...corpusParts];

const groundingOptions = {
  json: { type: "boolean", meaning: "one line of JSON" },
  mutate: {
    type: "boolean",
    meaning: "changes true sentences that are posted in one word, digit or product, and counts what is posted still",
  },
  list: { type: "boolean", meaning: "with --mutate: prints those" },
  part: { type: "string", value: "NAME", meaning: `one part of the corpus: ${known.join(", ")}. Default: all` },
} as const satisfies OptionTable;

/**
 * `npm run bench:grounding`: what the verdict on texts lets through and what it leaves out, and how long it takes, on the
 * corpus of `tests/grounding/corpus`.
 */
export const benchGrounding: Command = {
  help: { usage: ["[options]"], options: groundingOptions },
  interruption: "exits",
  run,
};

async function run(argv: readonly string[], { terminal }: CommandContext): Promise<number> {
  const { values, positionals } = parseCommandLine(argv, groundingOptions);
  refusePositionals(positionals);
  if (values.part !== undefined && !known.includes(values.part)) {
    throw new UsageError(`--part ${JSON.stringify(values.part)} is not known; known: ${known.join(", ")}`);
  }
  const isAsked = ({ part }: { readonly part: string }): boolean => values.part === undefined || part === values.part;
  const labelled = loadLabelled().filter(isAsked);
  if (values.mutate === true) {
    const mutated = reportMutations(labelled);
    terminal.print(values.json === true ? JSON.stringify(mutated) : formatMutations(mutated, values.list ?? false));
    return 0;
  }
  const corpus = loadCorpus().filter(isAsked);
  const report = { sentences: reportLabelled(labelled), texts: reportTexts(corpus) };
  const microseconds = timeVerdicts([...labelled, ...corpus]);
  const line = { ...report, microseconds_per_text: Number(microseconds.toFixed(1)) };
  terminal.print(values.json === true ? JSON.stringify(line) : formatReport(report, microseconds));
  return 0;
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
