import { measureMemory } from "./memory/measure-memory.ts";
import { packagePrompts } from "./kit/packaged-function.ts";
import { benchCommand } from "./kit/run-bench.ts";

/** `npm run bench:memory`: the resident size of the packaged function over 1000 messages, and whether it grows. */
export const benchMemory = benchCommand(
  "The resident size over batches of 10 messages, with the flags that Lambda gives Node for the function's memory, and the floor: the same process with no function, and with the SDK clients alone.",
  {
    batches: { meaning: "batches", byDefault: 100, min: 2, max: 100_000 },
    products: { meaning: "products", byDefault: 10, min: 1, max: 1_000 },
  },
  async (given, { folder }) =>
    await measureMemory({
      code: packagePrompts(folder),
      folder,
      batches: given("batches"),
      products: given("products"),
    }),
);
