import type { Deadline } from "../platform/deadline.ts";
import { type ErrorCode, isServiceError, type ServiceError } from "../platform/errors.ts";
import type { CandleQuery, CandleSet } from "./candle.ts";

/** A reader of closed candles. */
type ReadCandles = (query: CandleQuery, deadline: Deadline) => Promise<CandleSet>;

/** The time that the fallback gets at most, and a third of what there is at most. */
const maxFallbackMs = 10_000;

/**
 * Failures that the history stands in for. Every other one is an answer, or a refused key: that is given to whoever can have
 * the secret read anew, and hiding it behind a history would keep it dead.
 */
const standsInFor: ReadonlySet<ErrorCode> = new Set(["CANDLES_UNAVAILABLE", "MARKET_UNUSABLE"]);

/**
 * Makes a reader that asks another one where the first is down, or answers with candles that can't be used. Time for the other one is kept back from the first.
 *
 * The set says why it is not the first one's. If there is none either, the first one's error is thrown with the other's
 * reason as `details.history`: candles that can't be used so end as an answer, and a first one that is down is asked again
 * by a redelivery.
 */
export function createCandlesWithFallback(first: ReadCandles, history: ReadCandles): ReadCandles {
  return async (query, deadline) => {
    const reserveMs = Math.min(maxFallbackMs, deadline.remainingMs() / 3);
    try {
      return await first(query, deadline.endingEarlier(reserveMs));
    } catch (error) {
      if (!isServiceError(error) || !standsInFor.has(error.code)) throw error;
      try {
        const set = await history(query, deadline.within(maxFallbackMs));
        return { ...set, fallbackReason: ownWordsOf(error) };
      } catch (failure) {
        if (!isServiceError(failure)) throw failure;
        const message = `${error.message}; the collected history can't stand in: ${failure.message}`;
        const details = { history: { code: failure.code, message: failure.message } };
        throw error.with({ message, cause: error, details });
      }
    }
  };
}

/** What a server says may repeat what it was sent, a key for instance: of its answer only the status is kept. */
function ownWordsOf({ message, status }: ServiceError): string {
  return status === undefined ? message : `Coinbase answered ${status}`;
}
