/**
 * The time that is left for a piece of work: one clock for every call inside it.
 *
 * A deadline is made once per invocation from the Lambda's remaining time and handed down; each callee passes `signal`
 * to its I/O and asks `remainingMs()` before it starts something that can't finish.
 */
export interface Deadline {
  /** Aborts when the time is up. */
  readonly signal: AbortSignal;
  /** Milliseconds left, never below 0. */
  remainingMs(): number;
  /** A deadline that ends `ms` milliseconds earlier than this one, so that the rest stays free for what comes after. */
  endingEarlier(ms: number): Deadline;
  /** A deadline that ends after `ms` milliseconds or with this one, whichever comes first. */
  within(ms: number): Deadline;
}

/** What a deadline measures time with. */
export interface DeadlineClock {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** A signal that aborts after `ms` milliseconds. Default {@link AbortSignal.timeout}. */
  timeoutSignal(ms: number): AbortSignal;
}

const systemClock: DeadlineClock = {
  now: () => Date.now(),
  timeoutSignal: (ms) => AbortSignal.timeout(ms),
};

/**
 * Makes a deadline that ends in `ms` milliseconds (below 0 counts as 0).
 *
 * @param clock time source; default the system's clock.
 * @param parent a signal that ends the work earlier, for instance a caller's abort.
 */
export function createDeadline(ms: number, clock: DeadlineClock = systemClock, parent?: AbortSignal): Deadline {
  const lifeMs = Math.max(0, Math.floor(ms));
  const endsAt = clock.now() + lifeMs;
  const timeout = clock.timeoutSignal(lifeMs);
  const signal = parent === undefined ? timeout : AbortSignal.any([parent, timeout]);
  const remainingMs = (): number => (signal.aborted ? 0 : Math.max(0, endsAt - clock.now()));
  return {
    signal,
    remainingMs,
    within: (withinMs) => createDeadline(Math.min(withinMs, remainingMs()), clock, signal),
    endingEarlier: (earlierMs) => createDeadline(remainingMs() - earlierMs, clock, signal),
  };
}
