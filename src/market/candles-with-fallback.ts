import type { Deadline } from "../platform/deadline.ts";
import { isServiceError, ServiceError } from "../platform/errors.ts";
import type { CandleQuery, CandleSet } from "./candle.ts";

/** A reader of closed candles. */
type ReadCandles = (query: CandleQuery, deadline: Deadline) => Promise<CandleSet>;

/** The time that the fallback gets at most, and a third of what there is at most. */
const longestFallbackMs = 10_000;

/**
 * Makes a reader that asks another one where the first is down: only if it fails with `CANDLES_UNAVAILABLE`, since every
 * other failure is an answer. Time for the other one is kept back from the first.
 *
 * The set says why it is not the first one's. If there is none either, the first one's error is thrown with the other's
 * reason as `details.history`.
 */
export function createCandlesWithFallback(first: ReadCandles, history: ReadCandles): ReadCandles {
  return async (query, deadline) => {
    const reserveMs = Math.min(longestFallbackMs, deadline.remainingMs() / 3);
    try {
      return await first(query, deadline.endingEarlier(reserveMs));
    } catch (error) {
      if (!isServiceError(error, "CANDLES_UNAVAILABLE")) throw error;
      try {
        const set = await history(query, deadline.within(longestFallbackMs));
        return { ...set, fallbackReason: error.message };
      } catch (failure) {
        if (!isServiceError(failure)) throw failure;
        const message = `${error.message}; the collected history can't stand in: ${failure.message}`;
        const details = { ...error.details, history: { code: failure.code, message: failure.message } };
        throw new ServiceError("CANDLES_UNAVAILABLE", message, { cause: error, retryable: true, details });
      }
    }
  };
}
