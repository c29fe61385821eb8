import { describe, expect, it } from "vitest";
import { createDeadline, type Deadline } from "../../../src/platform/deadline.ts";
import { ServiceError } from "../../../src/platform/errors.ts";
import { parseRetryAfterMs, retryDelayMs, type RetryOptions, withRetries } from "../../../src/platform/http/retry.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { createTurnedClock } from "../../support/turned-clock.ts";

const policy = { attempts: 4, baseMs: 100, capMs: 1_000 };

function busy(retryAfterMs?: number): ServiceError {
  const details = retryAfterMs === undefined ? {} : { retryAfterMs };
  return new ServiceError("ASSISTANT_UNAVAILABLE", "busy", { retryable: true, details });
}

interface Run {
  /** The number that each try was given. */
  readonly tries: readonly number[];
  readonly waitsMs: readonly number[];
  readonly result: Promise<string>;
}

/** Runs work that fails with each of `failures` in turn, then succeeds. Waiting turns the clock. */
function run(
  failures: readonly unknown[],
  options: Partial<RetryOptions> & { readonly leftMs?: number } = {},
): Run & { readonly deadline: Deadline } {
  const clock = createTurnedClock(0);
  const deadline = createDeadline(options.leftMs ?? 60_000, clock);
  const tries: number[] = [];
  const waitsMs: number[] = [];
  const work = async (attempt: number): Promise<string> => {
    tries.push(attempt);
    if (attempt <= failures.length) throw failures[attempt - 1];
    return await Promise.resolve("done");
  };
  const sleep = async (ms: number): Promise<void> => {
    waitsMs.push(ms);
    clock.turn(ms);
    await Promise.resolve();
  };
  return {
    tries,
    waitsMs,
    deadline,
    result: withRetries(work, { policy, deadline, sleep, random: () => 1, ...options }),
  };
}

describe("withRetries", () => {
  it("gives what the first try gives", async () => {
    const { result, tries, waitsMs } = run([]);
    expect([await result, tries, waitsMs]).toEqual(["done", [1], []]);
  });

  it("tries again after a wait that doubles", async () => {
    const { result, tries, waitsMs } = run([busy(), busy(), busy()]);
    expect([await result, tries, waitsMs]).toEqual(["done", [1, 2, 3, 4], [100, 200, 400]]);
  });

  it("throws the last failure when the tries are used up", async () => {
    const failures = [busy(), busy(), busy(), busy(), busy()];
    const { result, tries, waitsMs } = run(failures);
    expect(await thrownBy(result)).toBe(failures[3]);
    expect([tries, waitsMs]).toEqual([
      [1, 2, 3, 4],
      [100, 200, 400],
    ]);
  });

  it("tells of the failure of each try, also where a later one succeeds", async () => {
    const told: ServiceError[] = [];
    const failures = [busy(), busy()];
    const { result } = run(failures, { onFailure: (error) => void told.push(error) });
    expect(await result).toBe("done");
    expect(told).toEqual(failures);
  });

  it("throws what is not retryable at once", async () => {
    const failure = new ServiceError("ASSISTANT_REJECTED", "no");
    const { result, tries } = run([failure]);
    expect([await thrownBy(result), tries]).toEqual([failure, [1]]);
  });

  it("throws a ServiceError, whatever was thrown", async () => {
    const thrown = new RangeError("odd");
    const { result } = run([thrown], { policy: { ...policy, attempts: 1 } });
    expect(await thrownBy(result)).toMatchObject({ code: "INTERNAL", message: "odd", cause: thrown });
  });

  it("lets the caller decide what is worth another try", async () => {
    const asked: [string, number][] = [];
    const { result, tries } = run([new ServiceError("CANDLES_REJECTED", "odd"), busy(), busy()], {
      isWorthRetrying: (error, attempt) => {
        asked.push([error.code, attempt]);
        return attempt < 2;
      },
    });
    expect(await thrownBy(result)).toMatchObject({ code: "ASSISTANT_UNAVAILABLE" });
    expect([tries, asked]).toEqual([
      [1, 2],
      [
        ["CANDLES_REJECTED", 1],
        ["ASSISTANT_UNAVAILABLE", 2],
      ],
    ]);
  });

  it("waits as long as the server asks, and never shorter than the backoff", async () => {
    const { result, waitsMs } = run([busy(750), busy(0), busy(399)]);
    expect([await result, waitsMs]).toEqual(["done", [750, 200, 400]]);
  });

  it("gives up when the server asks for more than the cap", async () => {
    const failure = busy(1_001);
    const { result, tries, waitsMs } = run([failure]);
    expect([await thrownBy(result), tries, waitsMs]).toEqual([failure, [1], []]);
  });

  it("gives up when the wait would outlast the deadline, without waiting", async () => {
    const { result, tries, waitsMs } = run([busy(), busy()], { leftMs: 300 });
    expect(await thrownBy(result)).toMatchObject({ message: "busy" });
    expect([tries, waitsMs]).toEqual([[1, 2], [100]]);
  });

  it("throws the failure, not the abort, when the deadline comes during the wait", async () => {
    const parent = new AbortController();
    const deadline = createDeadline(60_000, createTurnedClock(0), parent.signal);
    const failure = busy();
    const waiting = withRetries(() => Promise.reject(failure), { policy, deadline, random: () => 1 });
    // The system's own sleep waits for 100 ms now; the abort ends it.
    queueMicrotask(() => parent.abort());
    expect(await thrownBy(waiting)).toBe(failure);
  });

  it("waits with the system's timers and dice unless told otherwise", async () => {
    let tries = 0;
    const work = (): Promise<string> => {
      tries += 1;
      return tries === 1 ? Promise.reject(busy()) : Promise.resolve("done");
    };
    const done = withRetries(work, { policy: { attempts: 2, baseMs: 1, capMs: 1 }, deadline: createDeadline(60_000) });
    expect([await done, tries]).toEqual(["done", 2]);
  });
});

/** The delays after the first six failures, where each roll of the dice gives `random`. */
function delaysOf(random: number): readonly (number | null)[] {
  return [1, 2, 3, 4, 5, 6].map((attempt) => retryDelayMs(attempt, policy, undefined, () => random));
}

describe("the delay", () => {
  it("doubles up to the cap, with full jitter", () => {
    expect(delaysOf(1)).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    expect(delaysOf(0.5)).toEqual([50, 100, 200, 400, 500, 500]);
    expect(delaysOf(0)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("rolls Math.random unless told otherwise", () => {
    const delays = Array.from({ length: 50 }, () => retryDelayMs(4, policy) ?? -1);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThanOrEqual(800);
    expect(new Set(delays).size).toBeGreaterThan(1);
  });

  it.each([
    [0, 100],
    [99, 100],
    [101, 101],
    [999, 999],
    [1_000, 1_000],
    [1_001, null],
  ])("asked for as %d ms is %j", (askedMs, delayMs) => {
    expect(retryDelayMs(1, policy, busy(askedMs), () => 1)).toBe(delayMs);
  });
});

describe("Retry-After", () => {
  const now = Date.UTC(2026, 10, 22, 12, 0, 0);

  it.each([
    ["0", 0],
    ["120", 120_000],
    ["1.5", 1_500],
    ["0.0004", 1],
    ["2285", 2_285_000],
    ["2285000", 2_285_000_000],
    ["9".repeat(400), Number.MAX_SAFE_INTEGER],
    [" 3 ", 3_000],
    ["Sun, 22 Nov 2026 12:00:05 GMT", 5_000],
    ["Sunday, 22-Nov-26 12:00:05 GMT", 5_000],
    ["Sun, 22 Nov 2026 11:59:00 GMT", 0],
  ])("%j is %d ms", (header, ms) => {
    expect(parseRetryAfterMs(header, () => now)).toBe(ms);
  });

  it.each([
    null,
    "",
    "  ",
    "-5",
    "1.5.2",
    "1,5",
    ".5",
    "5s",
    "Infinity",
    "NaN",
    "1e3",
    "soon",
    "2026-11-22",
    "Sun, 99 Nov 2026 12:00:05 GMT",
  ])("%j says nothing sound", (header) => {
    expect(parseRetryAfterMs(header, () => now)).toBeUndefined();
  });

  it("counts from the system's clock unless told otherwise", () => {
    expect(parseRetryAfterMs(new Date(Date.now() - 60_000).toUTCString())).toBe(0);
    expect(parseRetryAfterMs(new Date(Date.now() + 3_600_000).toUTCString())).toBeGreaterThan(3_000_000);
  });
});
