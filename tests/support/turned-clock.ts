import type { DeadlineClock } from "../../src/platform/deadline.ts";

/** A clock that stands still until it is turned. */
export interface TurnedClock extends DeadlineClock {
  readonly now: () => number;
  /** Lets `ms` milliseconds pass: signals that are due by then abort. */
  turn(ms: number): void;
}

/** Makes a clock that shows `startMs`. */
export function createTurnedClock(startMs: number): TurnedClock {
  let nowMs = startMs;
  const timers = new Set<{ readonly endsAtMs: number; readonly controller: AbortController }>();
  return {
    now: () => nowMs,
    timeoutSignal(ms) {
      const controller = new AbortController();
      timers.add({ endsAtMs: nowMs + ms, controller });
      return controller.signal;
    },
    turn(ms) {
      nowMs += ms;
      for (const timer of timers) {
        if (timer.endsAtMs > nowMs) continue;
        timers.delete(timer);
        timer.controller.abort(new DOMException("The turned clock says that the time is up", "TimeoutError"));
      }
    },
  };
}
