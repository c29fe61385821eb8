import { describe, expect, it } from "vitest";
import { createDeadline } from "../../src/platform/deadline.ts";
import { createTurnedClock } from "../support/turned-clock.ts";

describe("a deadline", () => {
  it("counts down and aborts when the time is up", () => {
    const clock = createTurnedClock(1_000);
    const deadline = createDeadline(500, clock);
    expect([deadline.remainingMs(), deadline.signal.aborted]).toEqual([500, false]);
    clock.turn(499);
    expect([deadline.remainingMs(), deadline.signal.aborted]).toEqual([1, false]);
    clock.turn(1);
    expect([deadline.remainingMs(), deadline.signal.aborted]).toEqual([0, true]);
    clock.turn(1_000);
    expect(deadline.remainingMs()).toBe(0);
  });

  it.each([0, -1, -5_000])("of %d ms has no time left", (ms) => {
    const clock = createTurnedClock(1_000);
    const deadline = createDeadline(ms, clock);
    expect(deadline.remainingMs()).toBe(0);
    clock.turn(0);
    expect(deadline.signal.aborted).toBe(true);
  });

  it("takes whole milliseconds", () => {
    expect(createDeadline(10.9, createTurnedClock(0)).remainingMs()).toBe(10);
  });

  it("ends with its parent, whose reason it keeps", () => {
    const parent = new AbortController();
    const deadline = createDeadline(500, createTurnedClock(0), parent.signal);
    parent.abort("given up");
    expect([deadline.signal.aborted, deadline.signal.reason, deadline.remainingMs()]).toEqual([true, "given up", 0]);
  });

  it("uses the system's clock unless told otherwise", async () => {
    const deadline = createDeadline(1);
    await new Promise((resolve) => deadline.signal.addEventListener("abort", resolve));
    expect(deadline.remainingMs()).toBe(0);
    expect(createDeadline(60_000).remainingMs()).toBeGreaterThan(0);
  });
});

describe("a deadline made from another", () => {
  it("that ends earlier keeps time free for what comes after", () => {
    const clock = createTurnedClock(0);
    const whole = createDeadline(1_000, clock);
    clock.turn(100);
    const part = whole.endingEarlier(300);
    expect(part.remainingMs()).toBe(600);
    clock.turn(600);
    expect([part.signal.aborted, whole.signal.aborted, whole.remainingMs()]).toEqual([true, false, 300]);
  });

  it("that would have ended already has no time", () => {
    expect(createDeadline(100, createTurnedClock(0)).endingEarlier(200).remainingMs()).toBe(0);
  });

  it("has a bound of its own, or the other's where that is nearer", () => {
    const clock = createTurnedClock(0);
    const whole = createDeadline(1_000, clock);
    expect([whole.within(400).remainingMs(), whole.within(5_000).remainingMs()]).toEqual([400, 1_000]);
    const part = whole.within(400);
    clock.turn(400);
    expect([part.signal.aborted, whole.signal.aborted]).toEqual([true, false]);
  });

  it("ends with it", () => {
    const parent = new AbortController();
    const whole = createDeadline(1_000, createTurnedClock(0), parent.signal);
    const parts = [whole.within(900), whole.endingEarlier(100), whole.within(900).endingEarlier(1)];
    parent.abort();
    expect(parts.map((part) => [part.signal.aborted, part.remainingMs()])).toEqual(parts.map(() => [true, 0]));
  });

  it("can't outlive it even where it is made after the end", () => {
    const clock = createTurnedClock(0);
    const whole = createDeadline(100, clock);
    clock.turn(100);
    const late = whole.within(50);
    expect([late.signal.aborted, late.remainingMs()]).toEqual([true, 0]);
  });
});

describe("a deadline that is put away", () => {
  it("keeps no timer, nor does what was made from it", () => {
    const clock = createTurnedClock(0);
    const part = (() => {
      using whole = createDeadline(1_000, clock);
      const made = whole.within(500);
      expect([whole.signal.aborted, made.signal.aborted]).toEqual([false, false]);
      return made;
    })();
    clock.turn(5_000);
    expect([part.signal.aborted, part.remainingMs()]).toEqual([false, 0]);
  });
});
