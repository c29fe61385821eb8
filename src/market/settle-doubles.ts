import type { Candle } from "./candle.ts";

/**
 * Of the rows that tell one interval, the one with the most volume: it was read last, since a forming candle's volume only
 * grows. Of rows with the same volume all stay, the contract says whether they agree.
 */
export function keepFullestRows(candles: readonly Candle[]): Candle[] {
  const most = new Map<number, number>();
  for (const { start, volume } of candles)
    most.set(start, Math.max(most.get(start) ?? Number.NEGATIVE_INFINITY, sizeOf(volume)));
  return candles.filter(({ start, volume }) => sizeOf(volume) === most.get(start));
}

function sizeOf(volume: number): number {
  return Number.isNaN(volume) ? Number.NEGATIVE_INFINITY : volume;
}

/** Candles of which none tells the same interval with less volume, and a note for each interval that had such. */
export interface SettledDoubles {
  readonly candles: readonly Candle[];
  readonly notes: readonly string[];
}

/** Settles rows that tell one interval differently, of candles in their order: see {@link keepFullestRows}. */
export function settleDoubles(candles: readonly Candle[]): SettledDoubles {
  const doubled = candles.filter(({ start }, index) => start === candles[index - 1]?.start);
  if (doubled.length === 0) return { candles, notes: [] };
  const kept = keepFullestRows(candles);
  const starts = [...new Set(doubled.map(({ start }) => start))];
  const notes = starts
    .filter((start) => kept.filter((candle) => candle.start === start).length === 1)
    .map((start) => `of different candles that start at ${start} the one with the most volume counts`);
  return { candles: kept, notes };
}
