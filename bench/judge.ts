import { measureJudge } from "./judge/measure-judge.ts";
import { benchCommand } from "./kit/run-bench.ts";

/** `npm run bench:judge`: how long the check takes for a text, warm and as the first of a container. */
export const benchJudge = benchCommand(
  "The check is bundled as it is deployed, and reads the longest texts of tests/grounding/corpus: half a minute.",
  {
    rounds: { meaning: "rounds over all texts", byDefault: 30, min: 1, max: 1_000 },
    processes: { meaning: "fresh processes", byDefault: 15, min: 1, max: 1_000 },
  },
  async (given, { folder }) => await measureJudge({ folder, rounds: given("rounds"), processes: given("processes") }),
);
