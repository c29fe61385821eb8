import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { createYoungGenerationLimit } from "../../src/platform/young-generation.ts";

it("the growth of new objects' space is stopped when it has 16 MB, and let go on once V8 has taken some back", () => {
  const flags: string[] = [];
  let sizeBytes = 8 * 1_048_576;
  const limit = createYoungGenerationLimit({ sizeBytes: () => sizeBytes, setFlag: (flag) => void flags.push(flag) });
  limit();
  expect(flags).toEqual([]);
  sizeBytes = 16 * 1_048_576;
  limit();
  limit();
  expect(flags).toEqual(["--semi-space-growth-factor=1"]);
  sizeBytes = 1_048_576;
  limit();
  limit();
  expect(flags).toEqual(["--semi-space-growth-factor=1", "--semi-space-growth-factor=2"]);
});

/** Survivors make V8 give new objects as much as its flag allows. */
const churn = `
import { getHeapSpaceStatistics } from "node:v8";
import { createYoungGenerationLimit } from ${JSON.stringify(new URL("../../src/platform/young-generation.ts", import.meta.url).href)};
const limit = createYoungGenerationLimit();
for (let round = 0; round < 60; round += 1) {
  if (process.argv[1] === "limited") limit();
  const survivors = [];
  for (let count = 0; count < 40_000; count += 1) survivors.push({ count, list: [count] });
}
const space = getHeapSpaceStatistics().find((each) => each.space_name === "new_space");
process.stdout.write(String(Math.round((space?.space_size ?? 0) / 1_048_576)));
`;

/** MB of the space after the churn, in a process with Lambda's flag. */
function churnIn(way: "limited" | "free"): number {
  const args = ["--max-semi-space-size=25", "--input-type=module", "--eval", churn, way];
  return Number(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

it("V8 heeds it", () => {
  expect(churnIn("limited")).toBeLessThanOrEqual(16);
  expect(churnIn("free")).toBeGreaterThan(16);
});
