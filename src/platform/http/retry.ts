import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock, Random, Sleep } from "../clock.ts";
import type { Deadline } from "../deadline.ts";
import { toServiceError, type ServiceError } from "../errors.ts";

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
  /** Hears of the failure of each try, also of one that is mended by the next. */
  readonly onFailure?: ((error: ServiceError) => void) | undefined;
  readonly sleep?: Sleep | undefined;
  readonly random?: Random | undefined;
}

/**
 * Runs `work` until it succeeds, its failure is not worth another try, the tries are used up or the wait would outlast the
 * deadline. Throws the last failure, as a ServiceError.
 *
 * A failure's `retryAfterMs` is honoured if it fits the policy's cap, and never shortens the backoff.
 */
export async function withRetries<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { policy, deadline } = options;
  const sleep = options.sleep ?? ((ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }));
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (thrown) {
      const error = toServiceError(thrown);
      options.onFailure?.(error);
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
 * Milliseconds to wait after failure number `attempt`: exponential backoff with full jitter, and at least what the server
 * asked for. Null where the server asks for more than the cap.
 *
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export function retryDelayMs(
  attempt: number,
  policy: RetryPolicy,
  error?: ServiceError,
  random: Random = Math.random,
): number | null {
  const askedMs = error?.retryAfterMs ?? 0;
  if (askedMs > policy.capMs) return null;
  return Math.max(askedMs, Math.round(random() * Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1))));
}

/**
 * Milliseconds that a `Retry-After` header asks for: seconds, also with decimals as some servers write them, or an HTTP date.
 * Undefined where it says nothing sound.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function parseRetryAfterMs(header: string | null, clock: Clock = Date.now): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,400}(?:\.\d{1,20})?$/.test(text)) return millisecondsOf(Number(text));
  // `Date.parse` alone would take "-5" for a date.
  const date = httpDate.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock());
}

/** Milliseconds of `seconds`, as a number that JSON can hold. */
export function millisecondsOf(seconds: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(seconds * 1_000));
}

/** The date of HTTP today, `Sun, 06 Nov 1994 08:49:37 GMT`, and the obsolete one that spells the weekday out. */
const httpDate = /^(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?, .{1,60} GMT$/;
