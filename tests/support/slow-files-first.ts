import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that take longest: what begins late with one of them ends late, while the other workers have nothing to do. */
const slowFiles = [
  "tests/chaos/run-chaos.test.ts",
  "tests/package/deploy-changed-parameters.test.ts",
  "tests/grounding/linear-reading.test.ts",
  "tests/grounding/true-of-random-markets.test.ts",
  "tests/package/package.test.ts",
  "tests/grounding/reading/read-what-is-said.property.test.ts",
  "tests/bench/start.test.ts",
  "tests/bench/batch.test.ts",
  "tests/consumer/bodies-in-memory.test.ts",
  "tests/commands/start/command-line.test.ts",
  "tests/browser/page.test.ts",
  "tests/browser/insights.test.ts",
  "tests/commands/dlq/redrive.test.ts",
  "tests/package/deploy.test.ts",
] as const;

/** Where a file comes: that of a slow one, else a number by the run's seed, so that every run has another order. */
function placeOf(path: string, seed: number): number {
  const slow = slowFiles.findIndex((file) => path.endsWith(file));
  if (slow !== -1) return slow;
  let hash = seed % 2_147_483_647;
  for (let at = 0; at < path.length; at += 1) hash = (hash * 31 + path.charCodeAt(at)) % 2_147_483_647;
  return slowFiles.length + hash;
}

/** Begins with the slowest files, and takes the others in a random order. Within a file the tests are shuffled as ever. */
export class SlowFilesFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { seed } = this.ctx.config.sequence;
    const sorted = files.toSorted((one, other) => placeOf(one.moduleId, seed) - placeOf(other.moduleId, seed));
    return Promise.resolve(sorted);
  }
}
