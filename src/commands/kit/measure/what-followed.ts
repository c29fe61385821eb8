import { type Rate, wilsonRate } from "../statistics/wilson.ts";
import { type CaseRecord, isTold } from "./case-record.ts";

/** What the market did after texts that state a direction. It is no accuracy: texts tell of what was, and forecast nothing. */
export interface WhatFollowed {
  /** Moves of less count as none, in percent. */
  readonly neutral_band_pct: number;
  /** Texts that state a direction, and whose market is known that long. */
  readonly texts: number;
  /** The market moved on the way that the text stated, the other way, or not beyond the band. */
  readonly same_way: Rate;
  readonly other_way: Rate;
  readonly little: Rate;
}

/** Fixed beforehand: what an hour and a day of a large market move without anything happening. */
const bandsPct = { after_1h: 0.1, after_24h: 0.5 } as const;

/** Counts what followed within an hour or a day. */
export function whatFollowed(records: readonly CaseRecord[], horizon: keyof typeof bandsPct): WhatFollowed {
  const band = bandsPct[horizon];
  const moves = records.flatMap((record) => {
    const move = record[horizon];
    if (record.direction === null || move === null || !isTold(record.end)) return [];
    return [record.direction === "up" ? move : -move];
  });
  const count = moves.length;
  return {
    neutral_band_pct: band,
    texts: count,
    same_way: wilsonRate(moves.filter((move) => move > band).length, count),
    other_way: wilsonRate(moves.filter((move) => move < -band).length, count),
    little: wilsonRate(moves.filter((move) => Math.abs(move) <= band).length, count),
  };
}
