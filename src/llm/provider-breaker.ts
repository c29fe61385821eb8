import type { Clock } from "../platform/clock.ts";
import type { ErrorCode } from "../platform/errors.ts";

/** When a provider is left alone. */
export interface ProviderBreakerOptions {
  /** Failures in a row after which it rests. Default 5. */
  readonly failureLimit?: number | undefined;
  /** Milliseconds of rest. Default 30 000. */
  readonly restMs?: number | undefined;
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined;
}

/** Why a provider is not called now. */
export interface ProviderRest {
  readonly remainingMs: number;
  readonly failuresInRow: number;
  /** The code of its last failure. */
  readonly lastCode: ErrorCode;
  /** Set where it rests because it asked to be left alone. */
  readonly asked?: true;
}

/**
 * Remembers how one provider fared, so that one that is down costs no request its time. Every kind of failure counts,
 * configuration too. After the rest it is tried again, and one more failure sends it to rest again. A provider that asks to
 * be left alone (`Retry-After`) rests for that long after a single failure.
 */
export interface ProviderBreaker {
  /** The rest it is in, or null where it may be called. */
  rest(): ProviderRest | null;
  recordSuccess(): void;
  /** @param askedWaitMs how long it asked to be left alone, in milliseconds; 0 or absent: it did not. */
  recordFailure(code: ErrorCode, askedWaitMs?: number): void;
}

/** Makes the breaker of one provider. It lives as long as the process: each container learns for itself. */
export function createProviderBreaker(options: ProviderBreakerOptions = {}): ProviderBreaker {
  const { failureLimit = 5, restMs = 30_000, clock = Date.now } = options;
  let failuresInRow = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;
  let askedUntil = Number.NEGATIVE_INFINITY;
  let lastCode: ErrorCode = "MODEL_UNAVAILABLE";
  return {
    rest() {
      const now = clock();
      const remainingMs = Math.max(restsUntil, askedUntil) - now;
      if (remainingMs <= 0) return null;
      return { remainingMs, failuresInRow, lastCode, ...(askedUntil > restsUntil ? { asked: true as const } : {}) };
    },
    recordSuccess() {
      // What a server asked for stands: the answer may be one that was under way when it asked.
      failuresInRow = 0;
      restsUntil = Number.NEGATIVE_INFINITY;
    },
    recordFailure(code, askedWaitMs = 0) {
      failuresInRow += 1;
      lastCode = code;
      if (failuresInRow >= failureLimit) restsUntil = clock() + restMs;
      if (askedWaitMs > 0) askedUntil = Math.max(askedUntil, clock() + askedWaitMs);
    },
  };
}
