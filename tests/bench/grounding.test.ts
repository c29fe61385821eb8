import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { formatReport } from "../../bench/grounding-report.ts";

const bench = fileURLToPath(new URL("../../bench/grounding.ts", import.meta.url));
const count = z.number().check(z.nonnegative());

const report = z.strictObject({
  rows: z.array(z.strictObject({ kind: z.string(), texts: count, refused: count })),
  microseconds_per_text: z.number().check(z.gt(0)),
});

async function runBench(...args: readonly string[]): Promise<{ stdout: string; stderr: string; code: unknown }> {
  try {
    return { ...(await promisify(execFile)(process.execPath, [bench, ...args])), code: 0 };
  } catch (error) {
    return z.parse(z.object({ stdout: z.string(), stderr: z.string(), code: z.unknown() }), error);
  }
}

/** What it prints, not how fast it is: no test measures time. */
describe("npm run bench:grounding", () => {
  it("counts the verdicts by the kind of fault with --json", async () => {
    const { stdout, stderr, code } = await runBench("--json", "--part", "written-first");
    expect([code, stderr]).toEqual([0, ""]);
    const { rows } = z.parse(report, JSON.parse(stdout));
    expect(rows.at(-1)?.kind).toBe("true");
    expect(rows.find(({ kind }) => kind === "swapped_figures")).toEqual({
      kind: "swapped_figures",
      texts: 3,
      refused: 3,
    });
  });

  it("refuses a part that there is not", async () => {
    expect(await runBench("--part", "nothing")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--part is one of"),
    });
  });

  it("tells caught faults and false alarms in its table", () => {
    const rows = [
      { kind: "wrong_sign", texts: 4, refused: 3 },
      { kind: "true", texts: 50, refused: 1 },
    ];
    const table = formatReport(rows, 812.4);
    expect(table).toContain("caught faults    3 of 4 (75.0 %)");
    expect(table).toContain("false alarms     1 of 50 true texts (2.0 %)");
    expect(table).toContain("812 microseconds per text");
  });
});
