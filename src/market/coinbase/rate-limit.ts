import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock, Sleep } from "../../platform/clock.ts";
import type { Deadline } from "../../platform/deadline.ts";
import { ServiceError } from "../../platform/errors.ts";

/** How many requests may begin. */
export interface RateLimitOptions {
  /** Requests that may begin within any `perMs` milliseconds, at once if nobody asked before. */
  readonly most: number;
  readonly perMs: number;
  /** Default: a clock that only goes forward, since a step of the system's time must not hold requests up. */
  readonly clock?: Clock | undefined;
  readonly sleep?: Sleep | undefined;
}

/** Waits until a request may begin. */
export type TakeTurn = (deadline: Deadline) => Promise<void>;

/**
 * Makes the turns of everybody who asks one server: they are given in the order in which they are asked for, and none
 * earlier than the limit allows.
 *
 * A turn that would come after the deadline is not taken, so that it is left to others: ServiceError `CANDLES_UNAVAILABLE`
 * (retryable), with the wait as `details.retryAfterMs`.
 */
export function createRateLimit({
  most,
  perMs,
  clock = () => performance.now(),
  sleep = (ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }),
}: RateLimitOptions): TakeTurn {
  /** When the last `most` turns begin, oldest first. Those in the future are promised already. */
  const turns: number[] = [];

  return async (deadline) => {
    const now = clock();
    const oldest = turns.length < most ? undefined : turns[0];
    const turnAt = oldest === undefined ? now : Math.max(now, oldest + perMs);
    const waitMs = Math.ceil(turnAt - now);
    if (waitMs > 0 && waitMs >= deadline.remainingMs()) throw tooLate(waitMs);
    turns.push(turnAt);
    if (turns.length > most) turns.shift();
    if (waitMs > 0) {
      await sleep(waitMs, deadline.signal).catch(() => {
        throw tooLate(waitMs);
      });
    }
  };
}

function tooLate(waitMs: number): ServiceError {
  const message = `The turn to ask Coinbase would have come in ${waitMs} ms, after the time was up`;
  return new ServiceError("CANDLES_UNAVAILABLE", message, { retryable: true, details: { retryAfterMs: waitMs } });
}
