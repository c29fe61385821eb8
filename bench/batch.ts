/** `npm run bench:batch`: what a batch costs beside one message, and how many texts the messages of one window take. */
import { readWhole } from "../src/commands/kit/parse-command-line.ts";
import { measureBatch } from "./batch/measure-batch.ts";
import { packagePrompts } from "./kit/packaged-function.ts";
import { runBench } from "./kit/run-bench.ts";

const usage = `Usage: npm run bench:batch -- [--json] [--rounds N] [--model-ms MS] [--messages N]

The wall time of 10 messages for 10 products in one batch beside that of one message, with a model that takes MS
(default 2000), in N rounds (default 5); and the model calls of N messages (default 1000) for 10 products in one window.`;

await runBench(
  async (given, { folder }) => {
    const rounds = readWhole("--rounds", given["rounds"], 5, 1, 1_000);
    const modelDelayMs = readWhole("--model-ms", given["model-ms"], 2_000, 0, 20_000);
    const messages = readWhole("--messages", given["messages"], 1_000, 1, 100_000);
    return await measureBatch({ code: packagePrompts(folder), modelDelayMs, rounds, messages });
  },
  ["rounds", "model-ms", "messages"],
  usage,
);
