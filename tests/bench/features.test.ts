import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";

const main = fileURLToPath(new URL("../../src/commands/main.ts", import.meta.url));
const positive = z.number().check(z.gt(0));

const measured = {
  ns_per_candle: z.strictObject({
    ours: positive,
    indicatorts: positive,
    "trading-signals": positive,
    technicalindicators: positive,
  }),
  ratio_to_fastest_peer: positive,
};
const comparisons = z.array(
  z.strictObject({ candles: z.number(), ...measured, all_figures: z.strictObject(measured) }),
);

/** Runs the benchmark as `npm run bench:features` does, without npm. */
async function runBench(...args: readonly string[]): Promise<{ stdout: string; stderr: string; code: unknown }> {
  try {
    return { ...(await promisify(execFile)(process.execPath, [main, "bench:features", ...args])), code: 0 };
  } catch (error) {
    return z.object({ stdout: z.string(), stderr: z.string(), code: z.unknown() }).parse(error);
  }
}

/** What it prints, not how fast it is: no test measures time. */
describe("npm run bench:features", () => {
  it("prints one line of JSON with --json", async () => {
    const { stdout, stderr, code } = await runBench("--json", "--rounds", "1", "--candles", "288,300");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    expect(comparisons.parse(JSON.parse(stdout)).map(({ candles }) => candles)).toEqual([288, 300]);
  });

  it("prints a table of the default figures and one of all without it", async () => {
    const { stdout, code } = await runBench("--rounds", "1", "--candles", "288");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^candles +ours +indicatorts +trading-signals +technicalindicators$/m);
    expect(stdout.match(/^ +288 +[\d.]+( +[\d.]+ \([\d.]+x\)){3}$/gm)).toHaveLength(2);
  });

  it.each([
    [["--rounds", "none"], '--rounds "none" is not a whole number from 1 to 1000'],
    [["--rounds", "0"], '--rounds "0" is not a whole number from 1 to 1000'],
    [["--candles", "14"], '--candles "14" is not a whole number from 288 to 1000000'],
    [["--fast"], "Unknown option '--fast'"],
  ])("refuses %j, says why, and exits 2", async (args, message) => {
    const { stdout, stderr, code } = await runBench(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^[^\n]+\(help: npm run bench:features -- --help\)\n$/);
  });
});
