import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lambdaFlags, lambdaVariables, memoryMegabytes } from "../../bench/kit/lambda-flags.ts";
import { slopeOf } from "../../bench/memory/slope.ts";
import { figuresOf, runBench } from "../support/commands/run-bench.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** What it prints, not how much: a few messages say nothing of a thousand. */
describe("npm run bench:memory", () => {
  it("gives the size, its growth and the floors", { timeout: 60_000 }, async () => {
    const run = await runBench("bench:memory", "--json", "--batches", "4", "--products", "3");
    expect([run.code, run.stderr]).toEqual([0, ""]);
    const figures = figuresOf(run);
    expect(figures.get("resident_mb")).toMatchObject({
      unit: "MB",
      budget: 160,
      detail: expect.stringContaining("40 messages about 3 products in batches of 10, node --expose-gc"),
    });
    const [node, clients, first] = ["floor_node_mb", "floor_clients_mb", "first_message_mb"].map(
      (name) => figures.get(name)?.value ?? Number.NaN,
    );
    expect(clients).toBeGreaterThan(node ?? Number.NaN);
    expect(first).toBeGreaterThan(clients ?? Number.NaN);
    expect(figures.get("growth_mb")).toMatchObject({ unit: "MB per 1000 messages" });
  });
});

describe("the flags of Lambda", () => {
  it("follow from the function's memory", () => {
    expect(lambdaFlags(512)).toEqual(expect.arrayContaining(["--max-semi-space-size=25", "--max-old-space-size=461"]));
  });

  it("are those of the deployed function", () => {
    expect(read("serverless.yml")).toMatch(new RegExp(`memorySize: ${memoryMegabytes}\\n +vpc:`));
    expect(read("infrastructure/deployment.cjs")).toContain(`MALLOC_ARENA_MAX: "${lambdaVariables.MALLOC_ARENA_MAX}"`);
  });
});

describe("slopeOf", () => {
  it.each([
    [[1, 2, 3, 4], 1],
    [[5, 5, 5], 0],
    [[4, 6, 2, 4], -0.4],
  ])("of %j is %d for each step", (values, slope) => {
    expect(slopeOf(values)).toBeCloseTo(slope, 10);
  });
});
