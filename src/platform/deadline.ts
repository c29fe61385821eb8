import { maxTimerMs } from "./clock.ts";

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

/** A deadline that its maker puts away once the work is done: it and what was made from it then keep no timer. */
export type OwnDeadline = Deadline & Disposable;

/** What a deadline measures time with. */
export interface DeadlineClock {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** Calls back after `ms` milliseconds, unless what it gives is called before. */
  after(ms: number, callBack: () => void): () => void;
}

const systemClock: DeadlineClock = {
  now: () => Date.now(),
  after(ms, callBack) {
    const timer = setTimeout(callBack, Math.min(ms, maxTimerMs));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Makes a deadline that ends in `ms` milliseconds (below 0 counts as 0).
 *
 * @param clock time source; default the system's clock, with timers that keep no process alive.
 * @param parent a signal that ends the work earlier, for instance a caller's abort.
 */
export function createDeadline(ms: number, clock: DeadlineClock = systemClock, parent?: AbortSignal): OwnDeadline {
  const timers: (() => void)[] = [];
  const endsAt = clock.now() + Math.max(0, Math.floor(ms));
  const deadline = deadlineAt(endsAt, { clock, timers }, () => parent);
  return Object.assign(deadline, {
    [Symbol.dispose]() {
      for (const cancel of timers.splice(0)) cancel();
    },
  });
}

interface TimeSource {
  readonly clock: DeadlineClock;
  /** What cancels the timers of the deadline and of all that were made from it. */
  readonly timers: (() => void)[];
}

function deadlineAt(endsAt: number, time: TimeSource, parent: () => AbortSignal | undefined): Deadline {
  const { clock } = time;
  let made: AbortSignal | undefined;
  const remainingMs = (): number =>
    made?.aborted === true || parent()?.aborted === true ? 0 : Math.max(0, endsAt - clock.now());
  // Made when it is asked for: many a deadline is only looked at, and a message makes seven of them.
  const signal = (): AbortSignal => (made ??= signalAt(endsAt, time, parent()));
  return {
    get signal() {
      return signal();
    },
    remainingMs,
    within: (ms) => deadlineAt(clock.now() + Math.max(0, Math.min(Math.floor(ms), remainingMs())), time, signal),
    endingEarlier: (ms) => deadlineAt(clock.now() + Math.max(0, Math.floor(remainingMs() - ms)), time, signal),
  };
}

/**
 * `AbortSignal.timeout` and `AbortSignal.any` would do, but the one can't be called off and fires long after the work, and
 * the garbage collector keeps account of both: a tenth of a message's processor time. (npm run bench:message)
 */
function signalAt(endsAt: number, { clock, timers }: TimeSource, parent: AbortSignal | undefined): AbortSignal {
  const controller = new AbortController();
  const end = (): void => controller.abort(new DOMException("The time was up", "TimeoutError"));
  const endWithParent = (): void => controller.abort(parent?.reason);
  const leftMs = endsAt - clock.now();
  if (parent?.aborted === true) endWithParent();
  else if (leftMs <= 0) end();
  else {
    parent?.addEventListener("abort", endWithParent, { once: true });
    timers.push(clock.after(leftMs, end));
  }
  return controller.signal;
}
