import { describe, expect, it } from "vitest";
import { figuresOf, runBench } from "../support/commands/run-bench.ts";

/** What it counts and prints, not how fast it is: no test measures time. */
describe("npm run bench:batch", () => {
  it("times a batch beside one message, and counts the texts of a window", { timeout: 60_000 }, async () => {
    const run = await runBench("bench:batch", "--json", "--rounds", "1", "--model-ms", "1", "--messages", "30");
    expect([run.code, run.stderr]).toEqual([0, ""]);
    const figures = figuresOf(run);
    expect(figures.get("batch_ratio")).toMatchObject({ unit: "x", budget: 1.15, met: expect.any(Boolean) });
    expect(figures.get("window_model_calls")).toMatchObject({
      value: 10,
      budget: 10,
      met: true,
      detail: expect.stringContaining("30 messages for 10 products in one window, 3 containers; 10 requests"),
    });
    expect(figures.get("serial_window_model_calls")).toMatchObject({
      value: 30,
      detail: expect.stringContaining("measured on 20 messages and multiplied"),
    });
  });

  it("prints a table without --json, and its usage when asked", async () => {
    const { stdout, code } = await runBench("bench:batch", "--help");
    expect([stdout.split("\n")[0], code]).toEqual(["Usage: npm run bench:batch -- [options]", 0]);
  });
});
