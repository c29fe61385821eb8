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
}

/**
 * Remembers how one provider fared, so that one that is down costs no request its time. Every kind of failure counts,
 * configuration too. After the rest it is tried again, and one more failure sends it to rest again.
 */
export interface ProviderBreaker {
  /** The rest it is in, or null where it may be called. */
  rest(): ProviderRest | null;
  recordSuccess(): void;
  recordFailure(code: ErrorCode): void;
}

/** Makes the breaker of one provider. It lives as long as the process: each container learns for itself. */
export function createProviderBreaker(options: ProviderBreakerOptions = {}): ProviderBreaker {
  const { failureLimit = 5, restMs = 30_000, clock = Date.now } = options;
  let failuresInRow = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;
  let lastCode: ErrorCode = "MODEL_UNAVAILABLE";
  return {
    rest() {
      const remainingMs = restsUntil - clock();
      return remainingMs > 0 ? { remainingMs, failuresInRow, lastCode } : null;
    },
    recordSuccess() {
      failuresInRow = 0;
      restsUntil = Number.NEGATIVE_INFINITY;
    },
    recordFailure(code) {
      failuresInRow += 1;
      lastCode = code;
      if (failuresInRow >= failureLimit) restsUntil = clock() + restMs;
    },
  };
}
