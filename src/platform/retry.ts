import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock, Random, Sleep } from "./clock.ts";
import type { Deadline } from "./deadline.ts";
import { toServiceError, type ServiceError } from "./errors.ts";

/** How often, and after how long, something is tried again. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Longest wait before the second try; doubled for each further one. */
  readonly baseMs: number;
  /** No wait is longer. A `Retry-After` beyond it ends the tries. */
  readonly capMs: number;
}

/** What `withRetries` works with. */
export interface RetryOptions {
  readonly policy: RetryPolicy;
  readonly deadline: Pick<Deadline, "signal" | "remainingMs">;
  /** Whether this failure, of the try with this number (from 1), is worth another. Default: the error's `retryable`. */
  readonly isWorthRetrying?: (error: ServiceError, attempt: number) => boolean;
  readonly sleep?: Sleep | undefined;
  readonly random?: Random | undefined;
}

/**
 * Runs `work` until it succeeds, its failure is not worth another try, the tries are used up or the wait would outlast the
 * deadline. Throws the last failure, as a ServiceError.
 *
 * A failure's `details.retryAfterMs` is honoured if it fits the policy's cap.
 */
export async function withRetries<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { policy, deadline } = options;
  const sleep = options.sleep ?? ((ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }));
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (thrown) {
      const error = toServiceError(thrown);
      const worth = options.isWorthRetrying?.(error, attempt) ?? error.retryable;
      const delayMs = worth && attempt < policy.attempts ? retryDelayMs(attempt, policy, error, options.random) : null;
      if (delayMs === null || delayMs >= deadline.remainingMs()) throw error;
      await sleep(delayMs, deadline.signal).catch(() => {
        throw error;
      });
    }
  }
}

/**
 * Milliseconds to wait after failure number `attempt`: what the server asked for, else exponential backoff with full
 * jitter. Null where the server asks for more than the cap.
 *
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export function retryDelayMs(
  attempt: number,
  policy: RetryPolicy,
  error?: ServiceError,
  random: Random = Math.random,
): number | null {
  const askedMs = error?.details["retryAfterMs"];
  if (typeof askedMs === "number") return askedMs <= policy.capMs ? askedMs : null;
  return Math.round(random() * Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1)));
}

/**
 * Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date. Undefined where it says nothing sound.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function parseRetryAfterMs(header: string | null, clock: Clock = Date.now): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1_000;
  // `Date.parse` alone would take "-5" or "1.5" for a date.
  const date = httpDate.test(header.trim()) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock());
}

/** The date of HTTP today, `Sun, 06 Nov 1994 08:49:37 GMT`, and the obsolete one that spells the weekday out. */
const httpDate = /^(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?, .+ GMT$/;
