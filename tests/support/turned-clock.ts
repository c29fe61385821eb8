import type { DeadlineClock } from "../../src/platform/deadline.ts";

/** A clock that stands still until it is turned. */
export interface TurnedClock extends DeadlineClock {
  readonly now: () => number;
  /** Lets `ms` milliseconds pass: what is due by then is called. */
  turn(ms: number): void;
}

/** Makes a clock that shows `startMs`. */
export function createTurnedClock(startMs: number): TurnedClock {
  let nowMs = startMs;
  const timers = new Set<{ readonly endsAtMs: number; readonly callBack: () => void }>();
  return {
    now: () => nowMs,
    after(ms, callBack) {
      const timer = { endsAtMs: nowMs + ms, callBack };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    turn(ms) {
      nowMs += ms;
      for (const timer of timers) {
        if (timer.endsAtMs > nowMs) continue;
        timers.delete(timer);
        timer.callBack();
      }
    },
  };
}
