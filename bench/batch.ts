import { measureBatch } from "./batch/measure-batch.ts";
import { packagePrompts } from "./kit/packaged-function.ts";
import { benchCommand } from "./kit/run-bench.ts";

/** `npm run bench:batch`: what a batch costs beside one message, and how many texts the messages of one window take. */
export const benchBatch = benchCommand(
  "The wall time of 10 messages for 10 products in one batch beside that of one message, and the model calls of many messages for 10 products in one window.",
  {
    rounds: { meaning: "rounds", byDefault: 5, min: 1, max: 1_000 },
    "model-ms": { meaning: "milliseconds that the model takes", byDefault: 2_000, min: 0, max: 20_000 },
    messages: { meaning: "messages of the window", byDefault: 1_000, min: 1, max: 100_000 },
  },
  async (given, { folder }) =>
    await measureBatch({
      code: packagePrompts(folder),
      modelDelayMs: given("model-ms"),
      rounds: given("rounds"),
      messages: given("messages"),
    }),
);
