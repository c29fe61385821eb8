import { describe, expect, it } from "vitest";
import { figuresOf, runBench } from "../support/commands/run-bench.ts";

/** What it counts and prints, not how fast it is: no test measures time. */
describe("npm run bench:message", () => {
  it(
    "counts the trips of a message, and gives its CPU beside that of its bare calls",
    { timeout: 60_000 },
    async () => {
      const run = await runBench("bench:message", "--json", "--warm-up", "1", "--rounds", "1", "--messages", "2");
      expect([run.code, run.stderr]).toEqual([0, ""]);
      const figures = figuresOf(run);
      expect(figures.get("round_trips")).toMatchObject({
        value: 9,
        budget: null,
        met: null,
        detail: expect.stringContaining(
          "DynamoDB UpdateItem 5, Coinbase GET candles 1, Ollama POST chat 1, Assistant POST notifications 1, S3 PutObject 1",
        ),
      });
      expect(figures.get("chain_trips")).toMatchObject({
        value: 8,
        detail: expect.stringMatching(/> DynamoDB UpdateItem \+ S3 PutObject$/),
      });
      expect(figures.get("shared_round_trips")?.value).toBe(5);
      expect(figures.get("shared_chain_trips")?.value).toBe(4);
      expect(figures.get("cpu_ratio")).toMatchObject({ unit: "x", budget: 1.3, met: expect.any(Boolean) });
      expect(figures.get("log_lines")?.value).toBeGreaterThan(5);
    },
  );

  it("refuses what it can't follow", async () => {
    const { stdout, stderr, code } = await runBench("bench:message", "--rounds", "none");
    expect([stdout, code]).toEqual(["", 2]);
    expect(stderr).toContain('--rounds "none" is not a whole number');
    expect(stderr).toMatch(/^[^\n]+\(help: npm run bench:message -- --help\)\n$/);
  });
});
