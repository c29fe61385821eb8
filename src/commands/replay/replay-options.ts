import { promptNames } from "../../prompts/registry.ts";
import type { CommandHelp } from "../kit/command.ts";
import type { OptionTable } from "../kit/parse-command-line.ts";
import { bucketOptions } from "../kit/receipts/bucket-place.ts";

/** The options of `npm run replay`. */
export const replayOptions = {
  market: {
    type: "string",
    multiple: true,
    value: "FILE",
    meaning: "cases of recorded days, as npm run candles writes them; may be given several times",
  },
  sample: {
    type: "string",
    value: "N",
    meaning: "N cases of the synthetic market. Default, with 20, where none is named",
  },
  receipts: { type: "boolean", meaning: "cases of the figures in the receipts of a stage; it reads, and nothing else" },
  recheck: {
    type: "boolean",
    meaning: "with --receipts: judge the old answers by today's check, and tell what has changed; no model is asked",
  },
  days: { type: "string", value: "N", meaning: "with --receipts: the days back from today, UTC, 1 to 400. Default 7" },
  every: { type: "string", value: "TIME", meaning: "with --market: a case each 30m, 2h or 1d. Default 30m" },
  seed: { type: "string", value: "N", meaning: "with --sample: draws other cases. Default 1" },
  prompt: {
    type: "string",
    multiple: true,
    value: "NAME[@REF]",
    meaning: `${promptNames.join(", ")}; @REF takes it from git; may be given several times. Default trend_analysis`,
  },
  model: {
    type: "string",
    multiple: true,
    value: "PROVIDER:MODEL",
    meaning: "required: ollama:NAME, bedrock:ID, openai:NAME, recorded:FILE or plain; may be given several times",
  },
  repeats: { type: "string", value: "N", meaning: "texts of each case, 1 to 100. Default 1" },
  concurrency: { type: "string", value: "N", meaning: "texts at once, 1 to 64. Default 1" },
  cache: { type: "string", value: "DIR", meaning: "where answers and runs are kept. Default .replay" },
  offline: { type: "boolean", meaning: "ask no model: what is not in the cache is named, and the exit code is 1" },
  price: {
    type: "string",
    multiple: true,
    value: "MODEL=IN/OUT",
    meaning: "US dollars for a million tokens of a --model, such as bedrock:amazon.nova-lite-v1:0=0.06/0.24",
  },
  "max-cost": { type: "string", value: "USD", meaning: "stop before this run costs more; needs --price" },
  baseline: {
    type: "string",
    value: "RUN",
    meaning: "compare with an earlier run. Default: with the first prompt and model",
  },
  margin: { type: "string", value: "SHARE", meaning: "what still counts as good as before, 0.01 to 0.5. Default 0.05" },
  gate: { type: "boolean", meaning: "exit code 1 where it is worse beyond chance, or the cases are too few to tell" },
  json: { type: "boolean", meaning: "one JSON object: {run, cases, model_calls, results, comparisons}" },
  report: { type: "string", value: "FILE.html", meaning: "write a page of its own, which asks nobody for anything" },
  ...bucketOptions,
} as const satisfies OptionTable;

export const replayHelp: CommandHelp = {
  usage: [
    "--model PROVIDER:MODEL ... --market FILE ... [--every TIME] [options]",
    "--model PROVIDER:MODEL ... --sample N [--seed N] [options]",
    "--model PROVIDER:MODEL ... --receipts --stage NAME [--days N] [options]",
    "--recheck --receipts --stage NAME [--days N] [--json]",
  ],
  about:
    "Figures, prompt, model, check, repair and plain insight are the service's own; nothing is posted. What a model answered is kept, so that a second run asks nobody and an ended one goes on.",
  options: replayOptions,
};
