import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { formatReport } from "../../bench/grounding/grounding-report.ts";

const main = fileURLToPath(new URL("../../src/commands/main.ts", import.meta.url));
const share = z.strictObject({ count: z.number().check(z.nonnegative()), of: z.number().check(z.nonnegative()) });

const report = z.strictObject({
  sentences: z.array(
    z.strictObject({
      part: z.string(),
      false_posted: share,
      true_posted: share,
      delivered: share,
      first_judged: z.nullable(z.string()),
    }),
  ),
  texts: z.array(
    z.strictObject({ part: z.string(), false_posted_whole: share, true_delivered: share, true_delivered_whole: share }),
  ),
  microseconds_per_text: z.number().check(z.gt(0)),
});

async function runBench(...args: readonly string[]): Promise<{ stdout: string; stderr: string; code: unknown }> {
  try {
    return { ...(await promisify(execFile)(process.execPath, [main, "bench:grounding", ...args])), code: 0 };
  } catch (error) {
    return z.parse(z.object({ stdout: z.string(), stderr: z.string(), code: z.unknown() }), error);
  }
}

/** What it prints, not how fast it is: no test measures time. */
describe("npm run bench:grounding", () => {
  it.each([
    ["spent-sentences", 80, 413, 120, "19 of 60 false texts posted"],
    ["blind-sentences", 82, 371, 100, "0 of 82 false sentences posted"],
    ["blind-second-sentences", 81, 420, 100, "348 of 420 true ones posted"],
    ["blind-third-sentences", 80, 396, 100, "2 of 80 false sentences posted"],
    ["blind-fourth-sentences", 80, 361, 100, "0 of 80 false sentences posted"],
  ])(
    "gives the three numbers of %s, of which no false sentence is posted",
    async (part, falseOnes, trueOnes, answers, first) => {
      const { stdout, stderr, code } = await runBench("--json", "--part", part);
      expect([code, stderr]).toEqual([0, ""]);
      const { sentences, texts } = z.parse(report, JSON.parse(stdout));
      expect(texts).toEqual([]);
      expect(sentences).toMatchObject([
        { part, false_posted: { count: 0, of: falseOnes }, true_posted: { of: trueOnes }, delivered: { of: answers } },
      ]);
      expect(sentences[0]?.first_judged).toContain(first);
    },
  );

  it("counts and lists what is posted of changed sentences", async () => {
    const { stdout, code } = await runBench("--mutate", "--list", "--part", "blind-sentences");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^\d+ true sentences, changed in \d+ ways: \d+ are still true, \d+ are posted and not borne out\n/,
    );
    const { sentences, mutations, passed } = z.parse(
      z.object({ sentences: z.number(), mutations: z.number(), passed: z.array(z.unknown()) }),
      JSON.parse((await runBench("--mutate", "--json", "--part", "blind-sentences")).stdout),
    );
    expect(sentences).toBeGreaterThan(300);
    expect(mutations).toBeGreaterThan(2_000);
    expect(stdout.match(/^- /gm)?.length ?? 0).toBe(passed.length);
  });

  it("counts the texts of a part that is labelled by text", async () => {
    const { texts } = z.parse(report, JSON.parse((await runBench("--json", "--part", "written-first")).stdout));
    expect(texts).toMatchObject([
      { part: "written-first", false_posted_whole: { count: 0, of: 45 }, true_delivered: { of: 45 } },
    ]);
  });

  it("refuses a part that there is not", async () => {
    expect(await runBench("--part", "nothing")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--part "nothing" is not known; known: '),
    });
  });

  it("tells the numbers as a table", () => {
    const some = { count: 3, of: 4 };
    const table = formatReport(
      {
        sentences: [{ part: "blind", false_posted: some, true_posted: some, delivered: some, first_judged: null }],
        texts: [],
      },
      812.4,
    );
    expect(table).toContain("3 of 4 (75.0 %)");
    expect(table).toContain("812 microseconds a text");
  });
});
