import { describe, expect, it } from "vitest";
import { createProviderBreaker } from "../../src/llm/provider-breaker.ts";

function failing(times: number, options: { failureLimit?: number; restMs?: number } = {}) {
  let now = 1_000_000;
  const breaker = createProviderBreaker({ ...options, clock: () => now });
  for (let failure = 0; failure < times; failure += 1) breaker.recordFailure("MODEL_UNAVAILABLE");
  return { breaker, pass: (ms: number) => (now += ms) };
}

describe("createProviderBreaker", () => {
  it("lets a provider be called that failed 4 times in a row", () => {
    expect(failing(4).breaker.rest()).toBeNull();
  });

  it("rests a provider for 30 s that failed 5 times in a row", () => {
    const { breaker, pass } = failing(5);
    expect(breaker.rest()).toEqual({ remainingMs: 30_000, failuresInRow: 5, lastCode: "MODEL_UNAVAILABLE" });
    pass(29_999);
    expect(breaker.rest()?.remainingMs).toBe(1);
    pass(1);
    expect(breaker.rest()).toBeNull();
  });

  it("counts only failures in a row", () => {
    const { breaker } = failing(4);
    breaker.recordSuccess();
    for (let failure = 0; failure < 4; failure += 1) breaker.recordFailure("MODEL_UNAVAILABLE");
    expect(breaker.rest()).toBeNull();
  });

  it("rests a provider again that fails after its rest", () => {
    const { breaker, pass } = failing(5);
    pass(30_000);
    breaker.recordFailure("MODEL_MISCONFIGURED");
    expect(breaker.rest()).toEqual({ remainingMs: 30_000, failuresInRow: 6, lastCode: "MODEL_MISCONFIGURED" });
  });

  it("forgets everything once a provider answers", () => {
    const { breaker } = failing(5);
    breaker.recordSuccess();
    expect(breaker.rest()).toBeNull();
    breaker.recordFailure("MODEL_UNAVAILABLE");
    expect(breaker.rest()).toBeNull();
  });

  it("rests a provider for as long as it asks, after a single failure, and longer where that is longer", () => {
    const { breaker, pass } = failing(0);
    breaker.recordFailure("MODEL_UNAVAILABLE", 60_000);
    const rest = { failuresInRow: 1, lastCode: "MODEL_UNAVAILABLE", asked: true };
    expect(breaker.rest()).toEqual({ ...rest, remainingMs: 60_000 });
    breaker.recordFailure("MODEL_UNAVAILABLE", 10_000);
    breaker.recordSuccess();
    pass(59_999);
    expect(breaker.rest()).toEqual({ ...rest, failuresInRow: 0, remainingMs: 1 });
    pass(1);
    expect(breaker.rest()).toBeNull();
  });

  it("does not rest a provider that asks for 0 ms", () => {
    const { breaker } = failing(0);
    breaker.recordFailure("MODEL_UNAVAILABLE", 0);
    expect(breaker.rest()).toBeNull();
  });

  it("takes other limits", () => {
    const { breaker, pass } = failing(2, { failureLimit: 2, restMs: 10 });
    expect(breaker.rest()?.remainingMs).toBe(10);
    pass(10);
    expect(breaker.rest()).toBeNull();
  });

  it("turns by the system's clock where it is given none", () => {
    const breaker = createProviderBreaker({ failureLimit: 1 });
    breaker.recordFailure("MODEL_UNAVAILABLE");
    expect(breaker.rest()?.remainingMs).toBeGreaterThan(0);
  });
});
