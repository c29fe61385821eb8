import * as z from "zod/mini";
import { ServiceError } from "../platform/errors.ts";
import { parseJson } from "../platform/http.ts";
import { type Candle, type CandleQuery } from "./candle.ts";

/** Coinbase sends every number as a string and may add fields. A list that lacks is no empty market: it says nothing. */
const answerSchema = z.object({ candles: z.array(z.record(z.string(), z.unknown())) });

/**
 * Reads the body of Coinbase's candles endpoint: rows newest first, every field a string.
 *
 * @throws ServiceError `CANDLES_UNAVAILABLE` (retryable) if the body is not of that shape. A field that lacks or is no
 * number becomes NaN, for the candle contract to name.
 */
export function parseCandles(body: string): Candle[] {
  const answer = z.safeParse(answerSchema, parseJson(body));
  if (!answer.success) {
    throw new ServiceError("CANDLES_UNAVAILABLE", "Coinbase answered 200 without a list of candles", {
      retryable: true,
    });
  }
  return answer.data.candles.map((row) => ({
    start: toNumber(row["start"]),
    open: toNumber(row["open"]),
    high: toNumber(row["high"]),
    low: toNumber(row["low"]),
    close: toNumber(row["close"]),
    volume: toNumber(row["volume"]),
  }));
}

/** `Number("")` is 0, which would pass for a volume. */
function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}

/**
 * The candles of a window, oldest first, each interval once. Rows outside of `[startSeconds, endSeconds)` are dropped, so
 * the forming candle never stays. Rows without a sound start are kept, at the end, for the contract to name.
 */
export function selectWindow(candles: readonly Candle[], query: CandleQuery): Candle[] {
  const byStart = new Map<number, Candle>();
  for (const candle of candles) {
    const outside = candle.start < query.startSeconds || candle.start >= query.endSeconds;
    if (!outside && !byStart.has(candle.start)) byStart.set(candle.start, candle);
  }
  return [...byStart.values()].toSorted((a, b) =>
    Number.isNaN(a.start) ? 1 : Number.isNaN(b.start) ? -1 : a.start - b.start,
  );
}
