import type { StandIn } from "./candle.ts";

/** The header of an answer that says that its candles are of no true market. Coinbase itself never sends it. */
export const standInHeader = "x-candles-origin";

/**
 * The header of an answer whose candles were moved in time: at how many seconds past midnight, UTC, the days of their market
 * begin. Coinbase itself never sends it.
 */
export const dayBeginHeader = "x-candles-day-begin";

/** Reads the header's value: 0 where there is none, or where it is no time of a day. */
export function readDayBegin(value: string | null): number {
  return value !== null && /^\d{1,5}$/.test(value) ? Number(value) % 86_400 : 0;
}

/** Reads the header's value: what stood in for the true market; undefined where nothing did. */
export function readStandIn(value: string | null): StandIn | undefined {
  return value === "synthetic" || value === "replayed" ? value : undefined;
}

/** The name of a collected object of no true market ends so, before its extension: `sample.synthetic.csv`. */
const standInOfKey = /\.(synthetic|replayed)\.[^./]+$/;

/** What the name of a collected object says of its candles; undefined where they are of the true market. */
export function standInOf(objectKey: string): StandIn | undefined {
  return readStandIn(standInOfKey.exec(objectKey)?.[1] ?? null);
}
