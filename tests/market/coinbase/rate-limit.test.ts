import { setImmediate as nextTurnOfTheLoop } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createRateLimit } from "../../../src/market/coinbase/rate-limit.ts";
import { createDeadline, type Deadline } from "../../../src/platform/deadline.ts";
import { createTurnedClock } from "../../support/turned-clock.ts";
import { thrownBy } from "../../support/thrown-by.ts";

/** A limit of 5 in 1000 ms on a clock that a test turns; `startedAt` tells when each turn began. */
function tryLimit() {
  const clock = createTurnedClock(1_000_000);
  const startedAt: number[] = [];
  const takeTurn = createRateLimit({
    most: 5,
    perMs: 1_000,
    clock: clock.now,
    sleep: async (ms, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      clock.after(ms, resolve);
      signal?.addEventListener("abort", () => reject(new Error("aborted")));
      await promise;
    },
  });
  const far = createDeadline(3_600_000, clock);
  return {
    clock,
    startedAt,
    take: async (deadline: Deadline = far): Promise<void> => {
      await takeTurn(deadline);
      startedAt.push(clock.now() - 1_000_000);
    },
    /** Lets time pass in steps of 10 ms, each with everything done that was due. */
    pass: async (ms: number): Promise<void> => {
      await nextTurnOfTheLoop();
      for (let passedMs = 0; passedMs < ms; passedMs += 10) {
        clock.turn(10);
        await nextTurnOfTheLoop();
      }
    },
  };
}

describe("turns", () => {
  it("are five at once, and five more a second later", async () => {
    const { take, pass, startedAt } = tryLimit();
    const all = Array.from({ length: 12 }, () => take());
    await pass(2_500);
    await Promise.all(all);
    expect(startedAt).toEqual([0, 0, 0, 0, 0, 1_000, 1_000, 1_000, 1_000, 1_000, 2_000, 2_000]);
  });

  it("are never more than five in any second, however they are asked for", async () => {
    const { take, pass, startedAt } = tryLimit();
    const all: Promise<void>[] = [];
    for (const pauseMs of [0, 400, 390, 10, 0, 0, 250, 700, 0, 0, 0, 30, 900, 0, 0, 0, 0, 0, 0, 20, 0]) {
      await pass(pauseMs);
      all.push(take());
    }
    await pass(10_000);
    await Promise.all(all);
    expect(startedAt).toHaveLength(21);
    for (const [index, at] of startedAt.entries()) {
      expect(at - (startedAt[index - 5] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(1_000);
    }
  });

  it("come at once where nobody asked for a second", async () => {
    const { take, pass, startedAt } = tryLimit();
    await Promise.all(Array.from({ length: 5 }, () => take()));
    await pass(1_000);
    await Promise.all(Array.from({ length: 5 }, () => take()));
    expect(startedAt).toEqual([0, 0, 0, 0, 0, 1_000, 1_000, 1_000, 1_000, 1_000]);
  });

  it("that would come after the deadline are not taken, and others get them", async () => {
    const { clock, take, pass, startedAt } = tryLimit();
    await Promise.all(Array.from({ length: 5 }, () => take()));
    const error = await thrownBy(take(createDeadline(1_000, clock)));
    expect([error.code, error.retryable, error.details]).toEqual([
      "CANDLES_UNAVAILABLE",
      true,
      { retryAfterMs: 1_000 },
    ]);
    expect(error.message).toBe("The turn to ask Coinbase would have come in 1000 ms, after the time was up");
    const others = Array.from({ length: 5 }, () => take(createDeadline(1_001, clock)));
    await pass(1_000);
    await Promise.all(others);
    expect(startedAt.slice(5)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
  });

  it("are waited for only as long as the work goes on", async () => {
    const { clock, take } = tryLimit();
    await Promise.all(Array.from({ length: 5 }, () => take()));
    const given = new AbortController();
    const waiting = thrownBy(take(createDeadline(60_000, clock, given.signal)));
    given.abort();
    expect((await waiting).code).toBe("CANDLES_UNAVAILABLE");
  });

  it("are given without a clock or a sleep of one's own", async () => {
    const takeTurn = createRateLimit({ most: 1, perMs: 1 });
    const far = createDeadline(60_000);
    expect(await Promise.all([takeTurn(far), takeTurn(far), takeTurn(far)])).toHaveLength(3);
  });
});
