/** `npm run bench:memory`: the resident size of the packaged function over 1000 messages, and whether it grows. */
import { readWhole } from "../src/commands/kit/parse-command-line.ts";
import { measureMemory } from "./memory/measure-memory.ts";
import { packagePrompts } from "./kit/packaged-function.ts";
import { runBench } from "./kit/run-bench.ts";

const usage = `Usage: npm run bench:memory -- [--json] [--batches N] [--products N]

The resident size over N batches of 10 messages (default 100) about N products (default 10), with the flags that Lambda
gives Node for the function's memory, and the floor: the same process with no function, and with the SDK clients alone.`;

await runBench(
  async (given, { folder }) => {
    const batches = readWhole("--batches", given["batches"], 100, 2, 100_000);
    const products = readWhole("--products", given["products"], 10, 1, 1_000);
    return await measureMemory({ code: packagePrompts(folder), folder, batches, products });
  },
  ["batches", "products"],
  usage,
);
