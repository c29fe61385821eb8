import { getEventListeners } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { boundSignal } from "../../../src/platform/http/bound-signal.ts";

describe("a bound signal", () => {
  it("aborts when its time is up, and says so", async () => {
    const bound = boundSignal(new AbortController().signal, 1);
    await new Promise((resolve) => bound.signal.addEventListener("abort", resolve));
    expect([bound.isTimeUp(), String(bound.signal.reason)]).toEqual([true, "TimeoutError: The time was up"]);
  });

  it("aborts with its parent, whose reason it keeps", () => {
    const parent = new AbortController();
    const bound = boundSignal(parent.signal, 60_000);
    parent.abort("given up");
    expect([bound.signal.aborted, bound.signal.reason, bound.isTimeUp()]).toEqual([true, "given up", false]);
    bound.release();
  });

  it("is aborted from the start where its parent is", () => {
    const bound = boundSignal(AbortSignal.abort("given up"), 60_000);
    expect([bound.signal.aborted, bound.signal.reason]).toEqual([true, "given up"]);
    bound.release();
  });

  it("keeps no timer and no listener once it is released", () => {
    vi.useFakeTimers();
    const parent = new AbortController();
    const bound = boundSignal(parent.signal, 60_000);
    expect([vi.getTimerCount(), getEventListeners(parent.signal, "abort").length]).toEqual([1, 1]);
    bound.release();
    expect([vi.getTimerCount(), getEventListeners(parent.signal, "abort").length]).toEqual([0, 0]);
    vi.useRealTimers();
  });

  it("of no time, or of more than a timer takes, does not end at once", () => {
    vi.useFakeTimers();
    for (const timeoutMs of [0, -5, Number.POSITIVE_INFINITY]) {
      const bound = boundSignal(new AbortController().signal, timeoutMs);
      expect(bound.signal.aborted).toBe(false);
      vi.advanceTimersByTime(1);
      expect(bound.signal.aborted).toBe(timeoutMs <= 0);
      bound.release();
    }
    vi.useRealTimers();
  });
});
