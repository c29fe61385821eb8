import { describe, expect, it } from "vitest";
import { isKept, judge } from "../../chaos/judge.ts";
import { runChaos } from "../../chaos/run-chaos.ts";

const options = { seed: 1, productCount: 40, processCount: 4, honoursIdempotencyKey: true, isCalm: false };

/** The candles of 5 minutes that the present falls into. */
function windowOf(): number {
  return Math.floor(Date.now() / 300_000);
}

describe("a chaos run of the deployed bundle", () => {
  it("loses, doubles and falsifies none of 200 messages, and says no secret", { timeout: 120_000 }, async () => {
    const verdict = judge(await runChaos({ ...options, messageCount: 200 }));
    expect(verdict).toMatchObject({ sent: 200, lost: 0, doubled: 0, false: 0 });
    expect(isKept(verdict, true), JSON.stringify(verdict.cases)).toBe(true);
    expect(verdict.insights).toBeGreaterThan(0);
    expect(verdict.refused).toBeGreaterThan(0);
    expect(verdict.dead_lettered).toBeGreaterThan(0);
  });

  it(
    "does so as well where the insights go to Discord, and lists each post in doubt",
    { timeout: 120_000 },
    async () => {
      const record = await runChaos({ ...options, messageCount: 200, deliver: "discord" });
      const verdict = judge(record);
      expect(verdict).toMatchObject({ sent: 200, lost: 0, doubled: 0, false: 0, outdated: 0, token_requests: 0 });
      expect(isKept(verdict, true), JSON.stringify(verdict.cases)).toBe(true);
      expect(verdict.insights).toBeGreaterThan(0);
      const inDoubt = record.letters.filter(({ attributes }) => attributes["error_code"] === "POST_MAY_HAVE_ARRIVED");
      expect(inDoubt.length).toBeGreaterThan(0);
      const listed = verdict.cases.filter(({ kind }) => kind === "uncertain" || kind === "posted_and_dead_lettered");
      for (const { body } of inDoubt) {
        expect(listed.some(({ correlation_id: id }) => body.includes(JSON.stringify(id)))).toBe(true);
      }
    },
  );

  it(
    "asks the model once per product and window and for one token, where nothing fails",
    { timeout: 120_000 },
    async () => {
      const first = windowOf();
      const verdict = judge(await runChaos({ ...options, messageCount: 100, productCount: 10, isCalm: true }));
      expect(verdict).toMatchObject({ sent: 100, insights: 100, posts: 100, token_requests: 1, cases: [] });
      // A run that goes on into the next candles has their texts written, too.
      expect(verdict.model_calls).toBeLessThanOrEqual(10 * (windowOf() - first + 1));
      expect(verdict.model_calls).toBeGreaterThanOrEqual(10);
    },
  );
});
