import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";

const main = fileURLToPath(new URL("../../src/commands/main.ts", import.meta.url));

const figuresSchema = z.array(
  z.strictObject({
    name: z.string(),
    value: z.number().check(z.gt(0)),
    unit: z.enum(["ms", "x", "bytes"]),
    budget: z.nullable(z.number()),
    met: z.nullable(z.boolean()),
    detail: z.string(),
  }),
);

/** Runs the benchmark as `npm run bench:start` does, without npm. */
async function runBench(...args: readonly string[]): Promise<{ stdout: string; stderr: string; code: unknown }> {
  try {
    return { ...(await promisify(execFile)(process.execPath, [main, "bench:start", ...args])), code: 0 };
  } catch (error) {
    return z.parse(z.object({ stdout: z.string(), stderr: z.string(), code: z.unknown() }), error);
  }
}

/** What it prints, not how fast it is: no test measures time. */
describe("npm run bench:start", () => {
  it("packages, delivers with every bundle, and prints its figures as one line of JSON with --json", async () => {
    const { stdout, stderr, code } = await runBench("--json", "--rounds", "1");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    const figures = z.parse(figuresSchema, JSON.parse(stdout));
    const named = (prefix: string) => figures.filter(({ name }) => name.startsWith(prefix)).map(({ name }) => name);
    expect(named("load_")).toEqual(["load_empty", "load_dynamodb", "load_ours", "load_naive", "load_ratio"]);
    expect(named("first_insight_")).toEqual(
      ["ollama", "bedrock"].flatMap((model) =>
        ["ours", "naive", "ratio"].map((figure) => `first_insight_${model}_${figure}`),
      ),
    );
    expect(named("late_load ").length).toBe(6);
    expect(named("start_bytes ")).toContain("start_bytes src/grounding");
    expect(named("zip")).toEqual(["zip_bytes"]);

    const judged = figures.filter(({ budget }) => budget !== null);
    expect(judged.map(({ name, budget }) => [name, budget])).toEqual([
      ["load_ratio", 0.45],
      ["first_insight_ollama_ratio", 0.65],
      ["first_insight_bedrock_ratio", 0.65],
    ]);
    for (const { value, budget, met } of judged) expect(met).toBe(value <= Number(budget));
  }, 120_000);

  it.each([
    [["--rounds", "0"], "--rounds"],
    [["--fast"], "--fast"],
    [["now"], '"now" is not known'],
  ])("refuses %j, says why, and exits 2", async (args, message) => {
    const { stdout, stderr, code } = await runBench(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^[^\n]+\(help: npm run bench:start -- --help\)\n$/);
  });
});
