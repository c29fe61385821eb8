/**
 * `npm run bench:start`: how long a cold start takes, in the packaged function and in one that is written the usual way.
 * Each sample is a fresh process; every round takes one of each kind.
 */
import { readWhole } from "../src/commands/kit/parse-command-line.ts";
import { measureStart } from "./start/measure-start.ts";
import { runBench } from "./kit/run-bench.ts";
import { makeStartBundles } from "./start/start-bundles.ts";

const usage = `Usage: npm run bench:start -- [--json] [--rounds N]

The time until the handler is there and until the first insight is delivered, in the packaged function and in a naive
bundle; the zip's bytes, and where the time of loading goes. By default 15 rounds: about two minutes.`;

await runBench(
  async (given, { folder }) => {
    const rounds = readWhole("--rounds", given["rounds"], 15, 1, 1_000);
    return await measureStart(await makeStartBundles(folder), rounds);
  },
  ["rounds"],
  usage,
);
