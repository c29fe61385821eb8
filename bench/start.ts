import { measureStart } from "./start/measure-start.ts";
import { benchCommand } from "./kit/run-bench.ts";
import { makeStartBundles } from "./start/start-bundles.ts";

/**
 * `npm run bench:start`: how long a cold start takes, in the packaged function and in one that is written the usual way.
 * Each sample is a fresh process; every round takes one of each kind.
 */
export const benchStart = benchCommand(
  "The time until the handler is there and until the first insight is delivered; the zip's bytes, and where the time of loading goes. By default about two minutes.",
  { rounds: { meaning: "rounds", byDefault: 15, min: 1, max: 1_000 } },
  async (given, { folder }) => await measureStart(await makeStartBundles(folder), given("rounds")),
);
