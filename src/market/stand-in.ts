import type { StandIn } from "./candle.ts";

/** The header of an answer that says that its candles are of no true market. Coinbase itself never sends it. */
export const standInHeader = "x-candles-origin";

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
